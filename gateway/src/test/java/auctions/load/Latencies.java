package auctions.load;

/** How long things took, in microseconds, each to within 1 in 64. One thread's, until it is merged. */
final class Latencies {
    private static final int STEPS_BITS = 6;
    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] counts = new long[STEPS * 64];
    private long count;
    private long max;

    void add(long micros) {
        long positive = Math.max(0, micros);
        counts[bucket(positive)]++;
        count++;
        max = Math.max(max, positive);
    }

    void addAll(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    /** The time that this share of all took at most, in milliseconds; -1 if there is none. */
    double millis(double share) {
        if (count == 0) {
            return -1;
        }
        long left = Math.max(1, (long) Math.ceil(count * share));
        int bucket = 0;
        while (left > counts[bucket]) {
            left -= counts[bucket++];
        }
        return Math.min(max, floor(bucket + 1)) / 1000.0;
    }

    /** The longest, in milliseconds; -1 if there is none. */
    double maxMillis() {
        return count == 0 ? -1 : max / 1000.0;
    }

    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - STEPS_BITS - 1);
        return (shift << STEPS_BITS) + (int) (value >>> shift);
    }

    private static long floor(int bucket) {
        int shift = Math.max(0, (bucket >> STEPS_BITS) - 1);
        return (long) (bucket - (shift << STEPS_BITS)) << shift;
    }
}
