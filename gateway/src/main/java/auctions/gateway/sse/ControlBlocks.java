package auctions.gateway.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The blocks of a stream that carry no event: made once, and shared by all subscribers. */
final class ControlBlocks {
    // Enough different times that a crowd spreads out, few enough to be made beforehand.
    private static final int VARIANTS = 256;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] retries = new byte[VARIANTS][];
    private final ByteBuffer heartbeat;
    private final RandomGenerator random;

    ControlBlocks(Duration retry, RandomGenerator random) {
        this.random = random;
        for (int i = 0; i < VARIANTS; i++) {
            retries[i] = jittered(retry, (double) i / VARIANTS);
        }
        heartbeat = ByteBuffer.allocateDirect(HEARTBEAT.length).put(HEARTBEAT).flip();
    }

    /** A `retry:` between half of the time and one and a half of it. */
    byte[] retry() {
        return retries[random.nextInt(VARIANTS)];
    }

    /** A comment. */
    ByteBuffer heartbeat() {
        return heartbeat.duplicate();
    }

    private static byte[] jittered(Duration retry, double share) {
        long millis = (long) (retry.toMillis() * (0.5 + share));
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
