package auctions.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import auctions.e2e.Http2Client;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Many clients of one hostile kind on this machine, and what they do to an honest subscriber beside them: opens them, watches a while,
 * and prints one line of JSON. Rows are {@link LoadFeed}'s.
 *
 * <p>Usage: {@code HostileClients <kind> <port> <clients> <seconds> <process id of the gateway>}.
 */
final class HostileClients {
    private static final int SMALL_BUFFER_BYTES = 4096;
    private static final int STREAMS = 20;
    private static final String WHOLE = "GET /subscribe HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF = "GET /subscribe HTTP/1.1\r\nHost: localhost\r\nCookie: c=" + "x".repeat(30_000);

    private final int port;
    private final Random random = new Random(7);
    private final List<Closeable> open = new ArrayList<>();
    private int failed;

    private HostileClients(int port) {
        this.port = port;
    }

    /** What clients do. */
    private enum Kind {
        /** They send a part of a request, 30 KB of it, and no more. */
        HALF_SENT,
        /** They send no byte at all. */
        SILENT,
        /** They ask for a snapshot and never read. */
        NEVER_READING,
        /** They ask for twenty streams of HTTP/2 each, and let none of them send a byte. */
        CLOSED_WINDOWS,
        /** They ask for streams of HTTP/2, and are gone at any moment. */
        VANISHING,
        /** They ask for a filter on a column of their own. */
        MADE_UP_COLUMN
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 5) {
            System.err.println(
                    "usage: HostileClients <kind> <port> <clients> <seconds> <pid>; kinds: " + List.of(Kind.values()));
            System.exit(2);
        }
        var kind = Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
        new HostileClients(Integer.parseInt(args[1]))
                .run(kind, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Long.parseLong(args[4]));
    }

    private void run(Kind kind, int count, int seconds, long pid) throws IOException, InterruptedException {
        try (var honest = HonestSubscriber.start(port)) {
            long endNanos = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            for (int i = 0; i < count; i++) {
                attack(kind, i);
            }
            while (kind == Kind.VANISHING && System.nanoTime() < endNanos) {
                attack(kind, 0);
            }
            LockSupport.parkNanos(endNanos - System.nanoTime());
            System.out.printf(
                    Locale.ROOT,
                    "{\"kind\":\"%s\",\"clients\":%d,\"failed\":%d,%s,\"rss_mb\":%d,\"load_average\":\"%s\"}%n",
                    kind,
                    count,
                    failed,
                    honest.figures(),
                    ProcessCost.of(pid).rssKb() / 1024,
                    ProcessCost.loadAverage());
        }
        for (var client : open) {
            client.close();
        }
    }

    private void attack(Kind kind, int number) {
        try {
            switch (kind) {
                case HALF_SENT -> send(HALF);
                case SILENT -> send("");
                case NEVER_READING -> send(WHOLE);
                case MADE_UP_COLUMN -> send(WHOLE.replace("/subscribe", "/subscribe?made_up_" + number + "=1"));
                case CLOSED_WINDOWS -> {
                    var client = new Http2Client(connect(), 0);
                    open.add(client);
                    for (int stream = 0; stream < STREAMS; stream++) {
                        client.get("/subscribe");
                    }
                }
                case VANISHING -> vanish();
            }
        } catch (IOException e) {
            failed++;
        }
    }

    private void vanish() throws IOException {
        try (var client = new Http2Client(connect(), random.nextInt(100_000))) {
            for (int stream = random.nextInt(8); stream >= 0; stream--) {
                client.get("/subscribe");
            }
            client.readFrames(random.nextInt(20), Duration.ofMillis(20));
        }
    }

    private void send(String request) throws IOException {
        var socket = connect();
        open.add(socket);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
