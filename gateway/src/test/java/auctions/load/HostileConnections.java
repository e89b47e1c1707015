package auctions.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import auctions.e2e.Http2Client;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The connections of hostile clients of one kind. Used by one thread. */
final class HostileConnections implements Closeable {
    private static final int STREAMS = 100;
    private static final int NARROW_STREAMS = 90;
    private static final int SMALL_WINDOW = 1_000;
    private static final int NARROW_WINDOW = 65_535;
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String WHOLE = "GET /subscribe HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF = "GET /subscribe HTTP/1.1\r\nHost: localhost\r\nCookie: c=" + "x".repeat(30_000);
    private static final String HALF_TOO_LARGE = HALF + "x".repeat(3_000);

    private final HostileKind kind;
    private final LoadSockets sockets;
    private final Random random = new Random(7);
    private final Deque<Socket> open = new ArrayDeque<>();
    private final List<Http2Client> http2 = new ArrayList<>();
    private int begun;
    private int failed;
    private int ended;

    HostileConnections(HostileKind kind, LoadSockets sockets) {
        this.kind = kind;
        this.sockets = sockets;
    }

    /** One more client. */
    void begin() {
        begun++;
        try {
            switch (kind) {
                case HALF_SENT -> send(HALF);
                case HALF_SENT_TOO_LARGE -> send(HALF_TOO_LARGE);
                case SILENT -> send("");
                case NEVER_READING, SLOW -> send(WHOLE);
                case MADE_UP_COLUMN -> send(WHOLE.replace("/subscribe", "/subscribe?made_up_" + begun + "=1"));
                case CLOSED_WINDOWS -> ask(STREAMS, 0);
                case SMALL_WINDOWS -> ask(STREAMS, SMALL_WINDOW);
                case NARROW_WINDOWS -> ask(NARROW_STREAMS, NARROW_WINDOW);
                case VANISHING -> vanish();
                case VANISHING_STREAMS -> vanishWithStreams();
            }
        } catch (IOException e) {
            failed++;
        }
    }

    /** What all of them do for a moment, once they have begun; if there are none, nothing. */
    void goOn() {
        if (begun == 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            return;
        }
        switch (kind) {
            case VANISHING, VANISHING_STREAMS -> begin();
            case MADE_UP_COLUMN -> comeBack();
            case SLOW -> readSlowly();
            case NARROW_WINDOWS -> readAll();
            case HALF_SENT, HALF_SENT_TOO_LARGE, SILENT, NEVER_READING, CLOSED_WINDOWS, SMALL_WINDOWS ->
                LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What became of them, as members of a JSON object. */
    String figures() {
        return "\"begun\":%d,\"failed\":%d,\"streams_ended\":%d".formatted(begun, failed, ended);
    }

    private void send(String request) throws IOException {
        var socket = sockets.connect();
        open.add(socket);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    private void ask(int streams, int window) throws IOException {
        var client = new Http2Client(sockets.connectForHttp2(), window);
        http2.add(client);
        for (int stream = 0; stream < streams; stream++) {
            client.get("/subscribe");
        }
    }

    private void vanish() throws IOException {
        try (var socket = sockets.connect()) {
            socket.getOutputStream().write(WHOLE.getBytes(US_ASCII));
            socket.getInputStream().readNBytes(random.nextInt(50_000));
        }
    }

    private void vanishWithStreams() throws IOException {
        try (var client = new Http2Client(sockets.connectForHttp2(), random.nextInt(100_000))) {
            for (int stream = random.nextInt(8); stream >= 0; stream--) {
                client.get("/subscribe");
            }
            client.readFrames(random.nextInt(20), PATIENCE);
        }
    }

    /** The oldest goes, and comes back with another column: each of 500 after 5 s. */
    private void comeBack() {
        if (!open.isEmpty()) {
            close(open.removeFirst());
            begin();
        }
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }

    private void readSlowly() {
        for (var socket : open) {
            try {
                socket.setSoTimeout(1);
                if (socket.getInputStream().read() < 0) {
                    ended++;
                }
            } catch (SocketTimeoutException e) {
                // Nothing has come: the next one is read.
                continue;
            } catch (IOException e) {
                ended++;
            }
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void readAll() {
        try {
            for (var client : http2) {
                client.readFrame(true);
            }
            ended = http2.stream().mapToInt(Http2Client::ended).sum();
        } catch (IOException e) {
            System.err.println("could not read on: " + e);
            failed++;
            close();
            http2.clear();
        }
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            System.err.println("could not close: " + e);
        }
    }

    @Override
    public void close() {
        open.forEach(HostileConnections::close);
        http2.forEach(HostileConnections::close);
    }
}
