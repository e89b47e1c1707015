package auctions.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the front takes for a gateway: answers requests and readiness as the test says, and counts them. */
final class FailingGateway implements AutoCloseable {
    /** The last words of each of its streams name the gateway. */
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: %s\n\n";

    private final String name;
    private final ServerSocket server = listen();
    private final ServerSocket management = listen();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile Answer answer = Answer.STREAM;
    private volatile Readiness readiness = Readiness.READY;

    FailingGateway(String name) throws IOException {
        this.name = name;
        Thread.ofVirtual().start(() -> accept(server, this::answer));
        Thread.ofVirtual().start(() -> accept(management, this::tellReadiness));
    }

    /** What it does with a request. */
    enum Answer {
        /** Begins a stream with one event, and leaves it at that. */
        STREAM,
        /** Answers with what is no HTTP. */
        GARBAGE,
        /** Closes the connection. */
        CLOSE,
        /** Closes the connection inside the head of its response. */
        HALF_A_HEAD,
        /** Says nothing. */
        SILENCE
    }

    /** What it says of itself. */
    enum Readiness {
        READY,
        /** It is there, but wants no new streams. */
        DRAINING,
        /** It is paused: it does not say anything. */
        PAUSED
    }

    @FunctionalInterface
    private interface Conversation {
        void with(Socket peer) throws IOException;
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    int port() {
        return server.getLocalPort();
    }

    int managementPort() {
        return management.getLocalPort();
    }

    void answers(Answer next) {
        answer = next;
    }

    void is(Readiness next) {
        readiness = next;
    }

    /** The heads of the requests so far. */
    Queue<String> requests() {
        return requests;
    }

    private void accept(ServerSocket at, Conversation conversation) {
        try {
            while (true) {
                var peer = at.accept();
                open.add(peer);
                Thread.ofVirtual().start(() -> converse(peer, conversation));
            }
        } catch (IOException e) {
            // The server socket was closed: so it ends.
            return;
        }
    }

    private static void converse(Socket peer, Conversation conversation) {
        try (peer) {
            conversation.with(peer);
        } catch (IOException e) {
            // The front has closed the connection: that is its right.
            return;
        }
    }

    private void answer(Socket peer) throws IOException {
        requests.add(head(peer.getInputStream()));
        switch (answer) {
            case STREAM -> {
                say(peer, STREAM.formatted(name));
                waitForTheEnd(peer.getInputStream());
            }
            case GARBAGE -> say(peer, "hello\r\n\r\n");
            case CLOSE -> {}
            case HALF_A_HEAD -> say(peer, "HTTP/1.1 200 OK\r\nContent-Ty");
            case SILENCE -> waitForTheEnd(peer.getInputStream());
        }
    }

    private void tellReadiness(Socket peer) throws IOException {
        head(peer.getInputStream());
        switch (readiness) {
            case READY -> say(peer, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            case DRAINING -> say(peer, "HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            case PAUSED -> waitForTheEnd(peer.getInputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the front has closed the connection inside a request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void waitForTheEnd(InputStream in) throws IOException {
        while (in.read() >= 0) {}
    }

    private static void say(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
        management.close();
        for (var peer : open) {
            peer.close();
        }
    }
}
