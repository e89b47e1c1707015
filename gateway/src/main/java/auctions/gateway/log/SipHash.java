package auctions.gateway.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-1-3: one round for each eight bytes, three at the end. As far as is known nobody can choose bytes whose hashes
 * collide without knowing the key; the hash tables of Rust and Python rest on that. The algorithm is Aumasson's and
 * Bernstein's: "SipHash: a fast short-input PRF" (2012), section 2.
 */
final class SipHash {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // The state, which the JIT compiler keeps in registers: the object never leaves `of`.
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long k0, long k1) {
        // The constants are the letters of "somepseudorandomlygeneratedbytes".
        v0 = k0 ^ 0x736f6d6570736575L;
        v1 = k1 ^ 0x646f72616e646f6dL;
        v2 = k0 ^ 0x6c7967656e657261L;
        v3 = k1 ^ 0x7465646279746573L;
    }

    /** The hash of these bytes under the key of two words. */
    static long of(long k0, long k1, byte[] bytes, int from, int to) {
        var state = new SipHash(k0, k1);
        var length = to - from;
        var at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            state.add((long) WORDS.get(bytes, at));
        }
        state.add(rest(bytes, at, to) | (long) length << 56);
        return state.end();
    }

    private static long rest(byte[] bytes, int from, int to) {
        var rest = 0L;
        for (var i = to - 1; i >= from; i--) {
            rest = rest << Byte.SIZE | (bytes[i] & 0xff);
        }
        return rest;
    }

    private void add(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    private long end() {
        v2 ^= 0xff;
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32) + v3;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
