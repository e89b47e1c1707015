package auctions.gateway.log;

/** One hash for keys and for values of filters: FNV-1a, then mixed so that all bits are good. */
public final class Hash {
    private Hash() {}

    /** The hash of these bytes. */
    public static int of(byte[] bytes, int from, int to) {
        var hash = 0x811c9dc5;
        for (var i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x01000193;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
