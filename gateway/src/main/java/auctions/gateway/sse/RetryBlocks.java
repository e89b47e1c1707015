package auctions.gateway.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The blocks that tell browsers how long to wait before they come back: made once, and shared by all subscribers. */
final class RetryBlocks {
    // Enough different times that a crowd spreads out, few enough to be made beforehand.
    private static final int VARIANTS = 256;

    private final byte[][] blocks = new byte[VARIANTS][];
    private final RandomGenerator random;

    RetryBlocks(Duration retry, RandomGenerator random) {
        this.random = random;
        for (int i = 0; i < VARIANTS; i++) {
            blocks[i] = jittered(retry, (double) i / VARIANTS);
        }
    }

    /** A {@code retry:} between half of the time and one and a half of it. */
    byte[] next() {
        return blocks[random.nextInt(VARIANTS)];
    }

    private static byte[] jittered(Duration retry, double share) {
        long millis = (long) (retry.toMillis() * (0.5 + share));
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
