package auctions.gateway.pump;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a pump says of its own between the blocks of a log. Owned by the pump. */
final class Interjections {
    private final ByteBuffer heartbeat = direct(":\n\n");
    private final ByteBuffer expired = direct("event: expired\ndata: {}\n\n");

    /** A comment, whole. */
    ByteBuffer heartbeat() {
        return heartbeat.rewind();
    }

    /** The block that says that a login ends, whole. */
    ByteBuffer expired() {
        return expired.rewind();
    }

    private static ByteBuffer direct(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
