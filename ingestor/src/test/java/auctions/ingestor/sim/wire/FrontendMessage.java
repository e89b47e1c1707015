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

    public char type() {
        return type;
    }

    public boolean hasMore() {
        return body.hasRemaining();
    }

    public int int16() {
        return body.getShort();
    }

    public int int32() {
        return body.getInt();
    }

    public char int8() {
        return (char) body.get();
    }

    public byte[] bytes(int length) {
        var bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    /** The rest of the message as text. */
    public String remaining() {
        return new String(bytes(body.remaining()), StandardCharsets.UTF_8);
    }

    public String cstring() {
        var start = body.position();
        while (body.get() != 0) {
            // the position moves
        }
        return new String(body.array(), start, body.position() - 1 - start, StandardCharsets.UTF_8);
    }
}
