package auctions.gateway.log;

import java.security.SecureRandom;

/**
 * One hash for keys and for values of filters. Its key is drawn when the process starts and never leaves it, so nobody who
 * writes rows can choose many keys with one hash: with a hash that everybody can compute, 131,072 such keys took minutes to
 * read.
 */
public final class Hash {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long K0 = RANDOM.nextLong();
    private static final long K1 = RANDOM.nextLong();

    private Hash() {}

    /** The hash of these bytes. */
    public static int of(byte[] bytes, int from, int to) {
        return (int) SipHash.of(K0, K1, bytes, from, to);
    }
}
