package auctions.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/2 connection (RFC 9113) whose flow control is in the caller's hand: what a client of the JDK never lets a test do. Each
 * stream gets a window at first, and another only when the caller allows it. Used by one thread.
 */
public final class Http2Client implements Closeable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_STREAM_AND_HEADERS = 5;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int CANCEL = 8;
    private static final int CONNECTION = 0;
    private static final int TAIL = 1024;
    private static final int CONNECTION_WINDOW = 65_535;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<Integer, String> bodies = new HashMap<>();
    private final Map<Integer, Integer> taken = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final int window;
    private int nextStream = 1;

    /** Begins a connection over a socket that the server takes for HTTP/2, each stream with this window. */
    public Http2Client(Socket socket, int window) throws IOException {
        this.socket = socket;
        this.window = window;
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        head(6, SETTINGS, 0, 0);
        out.writeShort(INITIAL_WINDOW_SIZE);
        out.writeInt(window);
        out.flush();
    }

    /** Asks for a target in a new stream, and returns the stream's number. */
    public int get(String target) throws IOException {
        var block = new ByteArrayOutputStream();
        block.write(0x82); // :method GET
        block.write(socket instanceof SSLSocket ? 0x87 : 0x86); // :scheme https or http
        literal(block, 4, target); // :path
        literal(block, 1, "localhost"); // :authority
        int stream = nextStream;
        nextStream += 2;
        head(block.size(), HEADERS, END_STREAM_AND_HEADERS, stream);
        block.writeTo(out);
        out.flush();
        return stream;
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        var bytes = value.getBytes(US_ASCII);
        block.write(name);
        block.write(bytes.length);
        block.writeBytes(bytes);
    }

    /** Ends a stream from this side. */
    public void cancel(int stream) throws IOException {
        head(4, RST_STREAM, 0, stream);
        out.writeInt(CANCEL);
        out.flush();
    }

    /** The last bytes of what the body of a stream has been so far. */
    public String tail(int stream) {
        return bodies.getOrDefault(stream, "");
    }

    /** How many streams the server has ended. */
    public int ended() {
        return ended.size();
    }

    /** Reads one frame, waiting for it. If the caller wants that, the stream may go on when its window is used up. */
    public void readFrame(boolean allowMore) throws IOException {
        int lengthAndType = in.readInt();
        int length = lengthAndType >>> 8;
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        var payload = in.readNBytes(length);
        switch (lengthAndType & 0xff) {
            case DATA -> {
                var body = tail(stream) + new String(payload, ISO_8859_1);
                bodies.put(stream, body.substring(Math.max(0, body.length() - TAIL)));
                noteEnd(stream, flags);
                if (allowMore) {
                    giveBack(stream, length, window);
                    giveBack(CONNECTION, length, CONNECTION_WINDOW);
                }
            }
            case HEADERS -> noteEnd(stream, flags);
            case RST_STREAM -> ended.add(stream);
            case GOAWAY -> throw new IOException("the server ends the connection: " + new String(payload, UTF_8));
            case SETTINGS -> acknowledge(SETTINGS, flags, new byte[0]);
            case PING -> acknowledge(PING, flags, payload);
            default -> {}
        }
    }

    private void noteEnd(int stream, int flags) {
        if ((flags & END_STREAM) != 0) {
            ended.add(stream);
        }
    }

    /** Reads some frames, but waits for none of them longer than this. */
    public void readFrames(int count, Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        try {
            for (int i = 0; i < count; i++) {
                readFrame(true);
            }
        } catch (SocketTimeoutException e) {
            // Nothing came: that is for the caller to see.
            return;
        }
    }

    /** As browsers do: not for each frame, but when half of a window is used up. */
    private void giveBack(int streamOrConnection, int bytes, int windowOfThis) throws IOException {
        int used = taken.merge(streamOrConnection, bytes, Integer::sum);
        if (used >= windowOfThis / 2) {
            taken.put(streamOrConnection, 0);
            head(4, WINDOW_UPDATE, 0, streamOrConnection);
            out.writeInt(used);
            out.flush();
        }
    }

    private void acknowledge(int type, int flags, byte[] payload) throws IOException {
        if ((flags & ACK) == 0) {
            head(payload.length, type, ACK, 0);
            out.write(payload);
            out.flush();
        }
    }

    private void head(int length, int type, int flags, int stream) throws IOException {
        out.writeInt(length << 8 | type);
        out.writeByte(flags);
        out.writeInt(stream);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
