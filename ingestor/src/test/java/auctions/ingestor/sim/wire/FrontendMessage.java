package auctions.ingestor.sim.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One message of the client. Read once, by the session's thread. */
public final class FrontendMessage {
    /** Stands for the end of the connection. */
    public static final FrontendMessage END = new FrontendMessage('X', new byte[0]);

    private static final int LENGTH_MAX = 64 << 20;

    private final char type;
    private final ByteBuffer body;

    FrontendMessage(char type, byte[] body) {
        this.type = type;
        this.body = ByteBuffer.wrap(body);
    }

    /** Reads a message that has a type. */
    public static FrontendMessage read(DataInputStream in) throws IOException {
        var type = (char) in.readUnsignedByte();
        return new FrontendMessage(type, body(in));
    }

    /** Reads a message of the start, which has no type. */
    public static FrontendMessage readStartup(DataInputStream in) throws IOException {
        return new FrontendMessage('\0', body(in));
    }

    private static byte[] body(DataInputStream in) throws IOException {
        var length = in.readInt() - 4;
        if (length < 0 || length > LENGTH_MAX) {
            throw new IOException("message of " + length + " bytes");
        }
        return in.readNBytes(length);
    }

    /** The type; zero for a startup message. */
    public char type() {
        return type;
    }

    /** Whether anything is left to read. */
    public boolean hasMore() {
        return body.hasRemaining();
    }

    /** The next two bytes. */
    public int int16() {
        return body.getShort();
    }

    /** The next four bytes. */
    public int int32() {
        return body.getInt();
    }

    /** The next byte. */
    public char int8() {
        return (char) body.get();
    }

    /** The next bytes. */
    public byte[] bytes(int length) {
        var bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    /** The rest of the message as text. */
    public String remaining() {
        return new String(bytes(body.remaining()), StandardCharsets.UTF_8);
    }

    /** The text up to the next zero byte. */
    public String cstring() {
        var start = body.position();
        while (body.get() != 0) {
            // the position moves
        }
        return new String(body.array(), start, body.position() - 1 - start, StandardCharsets.UTF_8);
    }
}
