package auctions.ingestor.sim.auction;

/**
 * xoshiro256++ seeded from PCG32 at zero, with the range draws of Rust's rand crate: the source of chance that the load
 * generator uses, so that the same auctions come out.
 */
final class Xoshiro {
    private static final long PCG_INCREMENT = Long.parseUnsignedLong("11634580027462260723");

    private final long[] lanes = new long[4];

    Xoshiro() {
        var state = 0L;
        for (var word = 0; word < 8; word++) {
            state = state * 6364136223846793005L + PCG_INCREMENT;
            var mixed = (int) (((state >>> 18) ^ state) >>> 27);
            var bits = Integer.rotateRight(mixed, (int) (state >>> 59));
            lanes[word / 2] |= Integer.toUnsignedLong(bits) << (32 * (word % 2));
        }
    }

    /** The next 64 bits. */
    long nextLong() {
        var result = Long.rotateLeft(lanes[0] + lanes[3], 23) + lanes[0];
        var shifted = lanes[1] << 17;
        lanes[2] ^= lanes[0];
        lanes[3] ^= lanes[1];
        lanes[1] ^= lanes[2];
        lanes[0] ^= lanes[3];
        lanes[2] ^= shifted;
        lanes[3] = Long.rotateLeft(lanes[3], 45);
        return result;
    }

    /** A number from {@code low} to {@code high}, both possible, by the draw for 64-bit types. */
    long wide(long low, long high) {
        var range = high - low + 1;
        var zone = (range << Long.numberOfLeadingZeros(range)) - 1;
        while (true) {
            var draw = nextLong();
            if (Long.compareUnsigned(draw * range, zone) <= 0) {
                return low + Math.unsignedMultiplyHigh(draw, range);
            }
        }
    }

    /** A number from {@code low} to {@code high}, both possible, by the draw for 32-bit types. */
    int narrow(int low, int high) {
        var range = high - low + 1;
        var zone = (range << Integer.numberOfLeadingZeros(range)) - 1;
        while (true) {
            var product = (nextLong() >>> 32) * range;
            if (Integer.compareUnsigned((int) product, zone) <= 0) {
                return low + (int) (product >>> 32);
            }
        }
    }
}
