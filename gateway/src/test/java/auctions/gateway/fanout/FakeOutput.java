package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A socket in memory: takes what its window allows, and keeps it. */
final class FakeOutput implements Output {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private long window = Long.MAX_VALUE;
    private int writes;

    /** Allows this many more bytes. */
    FakeOutput allow(long bytes) {
        window = bytes;
        return this;
    }

    @Override
    public int write(ByteBuffer bytes) {
        writes++;
        var chunk = new byte[(int) Math.min(window, bytes.remaining())];
        bytes.get(chunk);
        window -= chunk.length;
        taken.writeBytes(chunk);
        return chunk.length;
    }

    /** How many writes there were. */
    int writes() {
        return writes;
    }

    /** What came since the last call. */
    String take() {
        var text = taken.toString(UTF_8);
        taken.reset();
        return text;
    }
}
