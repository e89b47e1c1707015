package auctions.ingestor.topic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * SipHash-1-3 with 128 bits of result, under a key of its own: nobody who chooses rows can choose two that collide.
 * Holds the last result, so that hashing allocates nothing. Owned by one thread.
 */
final class Hash128 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FINAL_ROUNDS = 3;

    private final long key0;

    private final long key1;

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private long high;
    private long low;

    /** A hash under a random key. */
    Hash128(RandomGenerator random) {
        this(random.nextLong(), random.nextLong());
    }

    /** A hash under the key of these 16 bytes, little-endian. */
    Hash128(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Hashes bytes; the result is read from {@link #high()} and {@link #low()}. */
    void hash(byte[] bytes) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
        int whole = bytes.length & ~7;
        for (int i = 0; i < whole; i += 8) {
            absorb((long) LONG.get(bytes, i));
        }
        long tail = (long) bytes.length << 56;
        for (int i = whole; i < bytes.length; i++) {
            tail |= (bytes[i] & 0xffL) << (8 * (i - whole));
        }
        absorb(tail);
        v2 ^= 0xee;
        finish();
        high = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        finish();
        low = v0 ^ v1 ^ v2 ^ v3;
    }

    /** The first 64 bits of the hash of a record's value; empty for a tombstone. */
    OptionalLong ofValue(byte @Nullable [] value) {
        if (value == null) {
            return OptionalLong.empty();
        }
        hash(value);
        return OptionalLong.of(high);
    }

    /** The first 64 bits of the last result. */
    long high() {
        return high;
    }

    /** The other 64 bits of the last result. */
    long low() {
        return low;
    }

    private void absorb(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    private void finish() {
        for (int i = 0; i < FINAL_ROUNDS; i++) {
            round();
        }
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
