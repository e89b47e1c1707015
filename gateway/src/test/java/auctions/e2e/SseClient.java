package auctions.e2e;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A strict, blocking client of one stream over one socket, without reconnection: a test says itself when to come back. Reads only when it
 * is asked to, so a test that does not ask is a slow reader. Used by one thread.
 */
public final class SseClient implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final HttpHead head;
    private final InputStream body;
    private final Queue<SseEvent> events = new ArrayDeque<>();
    private final SseParser parser = new SseParser(events::add);
    private final byte[] buffer = new byte[16 << 10];
    private long bytes;
    private boolean ended;

    private SseClient(Socket socket, String request) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var in = new BufferedInputStream(socket.getInputStream());
        head = HttpHead.read(in);
        body = head.header("Transfer-Encoding").filter("chunked"::equals).isPresent() ? new ChunkedBody(in) : in;
    }

    /** Opens a stream on a port of this machine; headers as {@code Name: value}. */
    public static SseClient open(int port, String target, String... headers) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port), "HTTP/1.1", target, headers);
    }

    /** Opens a stream over a socket that the caller made: one with TLS, or one with a small receive buffer. */
    public static SseClient over(Socket socket, String protocol, String target, String... headers) throws IOException {
        var lines = new ArrayList<>(List.of("GET " + target + " " + protocol, "Host: localhost"));
        lines.add("Accept: text/event-stream");
        lines.addAll(Arrays.asList(headers));
        return new SseClient(socket, String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Status and headers. */
    public HttpHead head() {
        return head;
    }

    /** The rules of the stream: last id, retry, comments, what was ignored. */
    public SseParser parser() {
        return parser;
    }

    /** Bytes of the body so far. */
    public long bytes() {
        return bytes;
    }

    /** The next event; fails if none comes. */
    public SseEvent next() throws IOException {
        return next(PATIENCE).orElseThrow(() -> new AssertionError("no event within " + PATIENCE));
    }

    /** The next event, or none if none comes in time or the stream ends. */
    public Optional<SseEvent> next(Duration patience) throws IOException {
        readUntil(() -> !events.isEmpty(), patience);
        return Optional.ofNullable(events.poll());
    }

    /** The events until and with the first that fits. */
    public List<SseEvent> until(Predicate<SseEvent> last) throws IOException {
        var all = new ArrayList<SseEvent>();
        do {
            all.add(next());
        } while (!last.test(all.getLast()));
        return all;
    }

    private static String place(String id) {
        return id.isEmpty() ? "" : StreamId.parse(id).position();
    }

    /** The events until the place of the last id fits, which an id-only block may bring about; before the first it is empty. */
    public List<SseEvent> untilId(Predicate<String> fits) throws IOException {
        if (!readUntil(() -> fits.test(place(parser.lastEventId())), PATIENCE)) {
            throw new AssertionError("no such id within " + PATIENCE + "; last was " + parser.lastEventId());
        }
        var all = List.copyOf(events);
        events.clear();
        return all;
    }

    /** Whether something holds within the time; reads meanwhile. */
    public boolean readUntil(BooleanSupplier holds, Duration patience) throws IOException {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
            if (ended || leftMillis <= 0) {
                return false;
            }
            socket.setSoTimeout((int) Math.max(1, leftMillis));
            readOnce();
        }
        return true;
    }

    /** Whether the server ends the stream within the time. */
    public boolean ends(Duration patience) throws IOException {
        return readUntil(() -> ended, patience);
    }

    /** Sends bytes that no server expects from a subscriber. */
    public void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void readOnce() throws IOException {
        try {
            int read = body.read(buffer);
            if (read < 0) {
                ended = true;
            } else {
                bytes += read;
                parser.feed(buffer, 0, read);
            }
        } catch (SocketTimeoutException e) {
            // The caller looks at the clock.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
