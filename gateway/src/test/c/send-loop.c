/*
 * What the kernel alone costs: one thread that does nothing for its subscribers but send() from one shared buffer. The
 * measure for a gateway, and so not made of what is measured: no JVM, no parser, no Kafka, nothing kept but a place.
 *
 * Build:  cc -O2 -Wall -o gateway/target/send-loop gateway/src/test/c/send-loop.c
 * Usage:  send-loop <port> <control port> [<views>]
 *
 * Whatever is asked of <port> is answered with a stream of rows as LoadFeed writes them, encoded once for all. Each row
 * goes to all subscribers. With a number of views, each subscriber has one view, and each row goes to the next view. It goes
 * on until it is killed; the rate is set as LoadFeed's is: GET /rate?r=<rows per second>&b=<rows at a time>.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LOG_BYTES (64ull << 20)
#define LAG_MAX (LOG_BYTES - (1 << 20))
#define ROW_MAX 512
#define EVENTS_MAX 1024

enum kind { LISTENER, CONTROL_LISTENER, CONTROL, NEWCOMER, SUBSCRIBER };

struct connection {
    int fd;
    enum kind kind;
    int index;
    int view;
    int stalled;
    uint64_t sent;
};

/* The log is a ring with a margin behind its end, so that a row is written in one piece and then wrapped. */
static char ring[LOG_BYTES + ROW_MAX];
static uint64_t head;

static struct connection **subscribers;
static int subscriber_count, subscriber_room;
static int epoll;
static int views = 1, next_view, admitted;

static double rows_per_second;
static int rows_at_a_time = 1;
static long long bid_id;

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static struct connection *watch(int fd, enum kind kind) {
    struct connection *added = calloc(1, sizeof *added);
    added->fd = fd;
    added->kind = kind;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = added};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
    return added;
}

static void watch_writable(struct connection *one, int on) {
    one->stalled = on;
    struct epoll_event event = {.events = EPOLLIN | (on ? EPOLLOUT : 0), .data.ptr = one};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, one->fd, &event)) die("epoll_ctl");
}

static void listen_on(int port, enum kind kind) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(fd, (void *) &address, sizeof address) || listen(fd, 8192)) die("listen");
    watch(fd, kind);
}

static void part(struct connection *one) {
    if (one->kind == SUBSCRIBER) {
        struct connection *last = subscribers[--subscriber_count];
        subscribers[one->index] = last;
        last->index = one->index;
    }
    close(one->fd);
    free(one);
}

/* Everything pending, in one send() unless the ring wraps. */
static void deliver(struct connection *one) {
    if (head - one->sent > LAG_MAX) {
        part(one);
        return;
    }
    while (one->sent < head) {
        uint64_t from = one->sent % LOG_BYTES;
        size_t length = head - one->sent < LOG_BYTES - from ? head - one->sent : LOG_BYTES - from;
        ssize_t taken = send(one->fd, ring + from, length, MSG_NOSIGNAL);
        if (taken < 0 && errno != EAGAIN) {
            part(one);
            return;
        }
        if (taken > 0) one->sent += taken;
        if (taken < (ssize_t) length) {
            watch_writable(one, 1);
            return;
        }
    }
}

static void deliver_to_all(void) {
    for (int i = subscriber_count - 1; i >= 0; i--)
        if (!subscribers[i]->stalled) deliver(subscribers[i]);
}

/* Sends what was appended from here on to the subscribers of the next view. A stalled subscriber later gets rows of all views. */
static void deliver_to_next_view(uint64_t from) {
    for (int i = subscriber_count - 1; i >= 0; i--) {
        struct connection *one = subscribers[i];
        if (one->view != next_view || one->stalled) continue;
        one->sent = from;
        deliver(one);
    }
    next_view = (next_view + 1) % views;
}

static void append_row(void) {
    char *row = ring + head % LOG_BYTES;
    long long micros = (long long) (seconds(CLOCK_REALTIME) * 1e6);
    int length = snprintf(row, ROW_MAX,
        "id: %lld-%lld\ndata: {\"auction_id\":%lld,\"bid_id\":%lld,\"buyer\":%lld,\"seller\":1861,"
        "\"item\":\"City Bar Crawl\",\"amount\":97,\"bid_time\":\"1795369593123\",\"end_time\":\"1795369603123\","
        "\"t\":%lld}\n\n",
        micros / 1000, bid_id, bid_id % 1000, bid_id, bid_id % 100000, micros);
    uint64_t end = head % LOG_BYTES + length;
    if (end > LOG_BYTES) memcpy(ring, ring + LOG_BYTES, end - LOG_BYTES);
    head += length;
    bid_id++;
}

static void accept_all(struct connection *listener) {
    int fd, on = 1;
    while ((fd = accept4(listener->fd, 0, 0, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(fd, listener->kind == CONTROL_LISTENER ? CONTROL : NEWCOMER);
    }
}

static void answer(struct connection *one, const char *text) {
    if (send(one->fd, text, strlen(text), MSG_NOSIGNAL) < 0) part(one);
}

static void admit(struct connection *one) {
    if (subscriber_count == subscriber_room) {
        subscriber_room = subscriber_room ? 2 * subscriber_room : 1024;
        subscribers = realloc(subscribers, subscriber_room * sizeof *subscribers);
    }
    one->kind = SUBSCRIBER;
    one->sent = head;
    one->view = admitted++ % views;
    one->index = subscriber_count;
    subscribers[subscriber_count++] = one;
    answer(one, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
}

/* What a subscriber says is forgotten; its close is not. */
static void hear(struct connection *one, double *next_at) {
    static char said[65536];
    ssize_t length = recv(one->fd, said, sizeof said - 1, 0);
    if (length < 0 && errno == EAGAIN) return;
    if (length <= 0) {
        part(one);
        return;
    }
    said[length] = 0;
    if (one->kind == NEWCOMER) admit(one);
    if (one->kind == CONTROL) {
        sscanf(said, "GET /rate?r=%lf&b=%d", &rows_per_second, &rows_at_a_time);
        *next_at = seconds(CLOCK_MONOTONIC);
        answer(one, "HTTP/1.1 204 No Content\r\n\r\n");
    }
}

int main(int count, char **arguments) {
    views = count == 4 ? atoi(arguments[3]) : 1;
    if (count < 3 || count > 4 || views < 1) {
        fprintf(stderr, "usage: send-loop <port> <control port> [<views>]\n");
        return 2;
    }
    epoll = epoll_create1(0);
    listen_on(atoi(arguments[1]), LISTENER);
    listen_on(atoi(arguments[2]), CONTROL_LISTENER);
    double next_at = 0;
    for (;;) {
        struct epoll_event events[EVENTS_MAX];
        double wait = rows_per_second > 0 ? next_at - seconds(CLOCK_MONOTONIC) : 3600;
        if (wait < 0) wait = 0;
        struct timespec timeout = {.tv_sec = (time_t) wait, .tv_nsec = (long) ((wait - (time_t) wait) * 1e9)};
        int ready = epoll_pwait2(epoll, events, EVENTS_MAX, &timeout, 0);
        for (int i = 0; i < ready; i++) {
            struct connection *one = events[i].data.ptr;
            if (one->kind == LISTENER || one->kind == CONTROL_LISTENER) {
                accept_all(one);
            } else if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                hear(one, &next_at);
            } else if (events[i].events & EPOLLOUT) {
                watch_writable(one, 0);
                deliver(one);
            }
        }
        if (rows_per_second <= 0) continue;
        int appended = 0;
        double now = seconds(CLOCK_MONOTONIC);
        for (; next_at <= now; next_at += rows_at_a_time / rows_per_second, appended = views == 1) {
            uint64_t from = head;
            for (int i = 0; i < rows_at_a_time; i++) append_row();
            if (views > 1) deliver_to_next_view(from);
        }
        if (appended) deliver_to_all();
    }
}
