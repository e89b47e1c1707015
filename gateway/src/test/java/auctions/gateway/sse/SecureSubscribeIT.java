package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.HttpHead;
import auctions.e2e.SseClient;
import auctions.e2e.SseEvent;
import auctions.e2e.SseParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The same stream through TLS, over HTTP/1.1 and HTTP/2: the way through the container. */
@Timeout(120)
class SecureSubscribeIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    /** How many are open while certificates are renewed; more by hand with {@code -Drenewal.streams=2000}. */
    private static final int STREAMS = Integer.getInteger("renewal.streams", 200);

    private static final long NOW = System.currentTimeMillis();

    @TempDir
    private static Path folder;

    private static HandWrittenTopic topic;
    private static RunningGateway gateway;
    private static TestCertificate certificate;
    private static SSLContext trust;
    private static long time = NOW;

    @BeforeAll
    static void start() throws Exception {
        certificate = new TestCertificate(folder);
        trust = certificate.trust();
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "secure", true);
        topic.commit(time, winner(1, 10), winner(2, 20));
        gateway = new RunningGateway(BROKER.getBrokersAsString(), topic.name(), certificate.properties()).ready();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topic.close();
    }

    @Test
    void streamsOverHttp1() throws Exception {
        try (var stream = subscribe("/subscribe")) {
            assertThat(stream.head().header("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(stream.next().data()).isEqualTo(row(1, 10));
            assertThat(stream.next().data()).isEqualTo(row(2, 20));

            topic.commit(++time, winner(3, 30));

            assertThat(stream.until(event -> event.data().equals(row(3, 30)))).isNotEmpty();
            assertThat(stream.parser().ignored()).isEmpty();
        }
        topic.commit(++time, winner(3, 31));
        topic.commit(++time, winner(3, 30));
    }

    @Test
    void streamsOverHttp2AndNoticesTheEnd() throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
            var answer = client.send(request(gateway, "/subscribe"), BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Connection")).isEqualTo(Optional.empty());
            try (var body = answer.body()) {
                assertThat(readUntil(body, row(2, 20)))
                        .extracting(SseEvent::data)
                        .contains(row(1, 10));

                topic.commit(++time, winner(4, 40));

                assertThat(readUntil(body, row(4, 40))).isNotEmpty();
            }
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> gateway.subscribers() == 0);
    }

    /** The time that a request may take to become whole is none of HTTP/2's. */
    @Test
    void keepsStreamsOverHttp2LongerThanARequestMayTake() throws Exception {
        try (var hasty = new RunningGateway(
                                BROKER.getBrokersAsString(),
                                topic.name(),
                                certificate.properties("server.tomcat.connection-timeout=1s"))
                        .ready();
                var client = HttpClient.newBuilder().sslContext(trust).build()) {
            var answer = client.send(request(hasty, "/subscribe?snapshot=false"), BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            long startNanos = System.nanoTime();
            try (var body = answer.body()) {
                await().until(() -> System.nanoTime() - startNanos > 3_000_000_000L);
                assertThat(hasty.gauge("gateway.requests.unfinished")).isZero();

                var described = client.send(request(hasty, "/views"), BodyHandlers.ofString());
                topic.commit(++time, winner(6, 60));

                assertThat(described.statusCode()).isEqualTo(200);
                assertThat(readUntil(body, row(6, 60))).isNotEmpty();
            }
        }
    }

    /** Each stream over TLS keeps a processor, so the rest of the request comes to a new processor. */
    @Test
    void readsTheRestOfARequestWhileStreamsHaveAllProcessors() throws Exception {
        var streams = new ArrayList<SseClient>();
        try (var half = (SSLSocket) trust.getSocketFactory().createSocket("localhost", gateway.port())) {
            half.startHandshake();
            half.getOutputStream().write("GET /views HTTP/1.1\r\nHost: local".getBytes(US_ASCII));
            for (int i = 0; i < 10; i++) {
                streams.add(subscribe("/subscribe"));
                assertThat(streams.getLast().next().type()).isEqualTo("message");
            }

            half.getOutputStream().write("host\r\n\r\n".getBytes(US_ASCII));

            assertThat(HttpHead.read(half.getInputStream()).status()).isEqualTo(200);
        } finally {
            closeAll(streams);
        }
    }

    @Test
    void carriesSnapshotLargerThanAnyBuffer() throws Exception {
        var many = new HandWrittenTopic.Change[20_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = winner(1_000 + i, i);
        }
        topic.commit(++time, many);
        try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
            var answer = client.send(request(gateway, "/subscribe"), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                var seen = readUntil(body, row(1_000 + many.length - 1, many.length - 1));

                assertThat(seen).extracting(SseEvent::data).doesNotHaveDuplicates();
                assertThat(seen.size()).isGreaterThanOrEqualTo(many.length);
            }
        }
    }

    @Test
    void showsRenewedCertificatesToNewConnectionsWhileManyStreamsGoOnWithoutAGap() throws Exception {
        var streams = new ArrayList<SseClient>();
        var committed = new ArrayList<String>();
        try {
            for (int i = 0; i < STREAMS; i++) {
                streams.add(subscribe("/subscribe?snapshot=false&progress=true"));
                assertThat(streams.getLast().next().type()).isEqualTo("progress");
            }

            for (int renewal = 0; renewal < 2; renewal++) {
                certificate.renew();
                trust = certificate.trust();
                await().atMost(30, TimeUnit.SECONDS)
                        .pollInterval(20, TimeUnit.MILLISECONDS)
                        .ignoreExceptionsInstanceOf(SSLException.class)
                        .until(() -> {
                            commitNext(committed);
                            return isTrusted();
                        });
            }
            commitNext(committed);

            for (var stream : streams) {
                assertThat(stream.until(event -> event.data().equals(committed.getLast())))
                        .filteredOn(event -> event.type().equals("message"))
                        .extracting(SseEvent::data)
                        .isEqualTo(committed);
            }
        } finally {
            closeAll(streams);
        }
    }

    /** A row of its own key. */
    private static void commitNext(List<String> committed) throws Exception {
        int next = committed.size();
        topic.commit(++time, winner(100_000 + next, next));
        committed.add(row(100_000 + next, next));
    }

    private static SseClient subscribe(String target) throws IOException {
        var socket = trust.getSocketFactory().createSocket("localhost", gateway.port());
        return SseClient.over(socket, "HTTP/1.1", target);
    }

    private static void closeAll(List<SseClient> streams) throws IOException {
        for (var stream : streams) {
            stream.close();
        }
    }

    private static boolean isTrusted() throws IOException {
        try (var socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", gateway.port())) {
            socket.startHandshake();
            return true;
        }
    }

    private static HttpRequest request(RunningGateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + path))
                .build();
    }

    private static List<SseEvent> readUntil(InputStream body, String data) throws IOException {
        var events = new ArrayList<SseEvent>();
        var found = new AtomicBoolean();
        var parser = new SseParser(event -> {
            events.add(event);
            found.compareAndSet(false, event.data().equals(data));
        });
        var buffer = new byte[8192];
        while (!found.get()) {
            int read = body.read(buffer);
            if (read < 0) {
                throw new AssertionError("the stream ended before " + data);
            }
            parser.feed(buffer, 0, read);
        }
        return events;
    }
}
