package auctions.ingestor.topic;

/**
 * What the topic holds, as hashes: 128 bits of the key, 63 of the value, one bit for whether the snapshot has the key.
 * 24 bytes per slot at a load of at most 3/4, so 10 million keys take 400 MB.
 *
 * <p>In many shards ({@link DiffShard}) that grow one at a time: growth never needs twice the memory, and no array is large
 * enough to be a special case for a collector. Owned by one thread.
 */
final class DiffTable {

    private static final int SHARD_BITS = 10;

    private static final long SEEN = 1;

    private final long[][] shards = new long[1 << SHARD_BITS][];

    private final int[] sizes = new int[1 << SHARD_BITS];

    private long size;

    private long unseen;

    /** How many keys it holds. */
    long size() {
        return size;
    }

    /** How many keys no snapshot row has had yet. */
    long unseen() {
        return unseen;
    }

    /** The topic holds this value for the key, instead of any before. */
    void put(long high, long low, long value) {
        int slot = slotToWrite(high, normal(low));
        var shard = shards[shardOf(high)];
        shard[slot + 2] = value & ~SEEN;
    }

    /** The topic holds a tombstone for the key. */
    void remove(long high, long low) {
        int index = shardOf(high);
        var shard = shards[index];
        int slot = shard == null ? -1 : DiffShard.find(shard, high, normal(low));
        if (slot < 0) {
            return;
        }
        DiffShard.free(shard, slot);
        sizes[index]--;
        size--;
        unseen--;
    }

    /**
     * The snapshot has a row with the key.
     *
     * @return whether the topic already holds this very value for it
     */
    boolean holds(long high, long low, long value) {
        int slot = markSeen(high, low);
        return slot >= 0 && (shards[shardOf(high)][slot + 2] | SEEN) == (value | SEEN);
    }

    /** The snapshot has the key, and what the topic holds for it shall stay. */
    void keep(long high, long low) {
        markSeen(high, low);
    }

    /** Whether the topic holds the key and no snapshot row did; asking marks it as seen. */
    boolean claimUnseen(long high, long low) {
        long before = unseen;
        markSeen(high, low);
        return unseen < before;
    }

    private int markSeen(long high, long low) {
        var shard = shards[shardOf(high)];
        int slot = shard == null ? -1 : DiffShard.find(shard, high, normal(low));
        if (slot >= 0 && (shard[slot + 2] & SEEN) == 0) {
            shard[slot + 2] |= SEEN;
            unseen--;
        }
        return slot;
    }

    private int slotToWrite(long high, long low) {
        int index = shardOf(high);
        if (shards[index] == null) {
            shards[index] = DiffShard.empty();
        }
        int slot = DiffShard.find(shards[index], high, low);
        if (slot >= 0) {
            return slot;
        }
        if ((sizes[index] + 1) * 4L > DiffShard.slots(shards[index]) * 3L) {
            shards[index] = DiffShard.grown(shards[index]);
        }
        var shard = shards[index];
        int free = ~DiffShard.find(shard, high, low);
        shard[free] = high;
        shard[free + 1] = low;
        sizes[index]++;
        size++;
        unseen++;
        return free;
    }

    private static int shardOf(long high) {
        return (int) (high >>> (64 - SHARD_BITS));
    }

    /** Zero marks a free slot, so no key may have it. */
    private static long normal(long low) {
        return low == 0 ? 1 : low;
    }
}
