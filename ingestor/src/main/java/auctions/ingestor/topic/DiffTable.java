package auctions.ingestor.topic;

import java.util.Arrays;

/**
 * What the topic holds, as hashes: 128 bits of the key, 63 of the value, one bit for whether the snapshot has the key.
 * 24 bytes per slot at a load of at most 3/4, so 10 million keys take 400 MB.
 *
 * <p>Open addressing with linear probing, in many shards that grow one at a time: growth never needs twice the memory,
 * and no array is large enough to be a special case for a collector. Owned by one thread.
 */
final class DiffTable {

    private static final int SHARD_BITS = 10;

    private static final int SLOTS_INITIAL = 8;

    /** Longs per slot: key high, key low, value hash with the seen bit lowest. */
    private static final int WIDTH = 3;

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
        int slot = shard == null ? -1 : find(shard, high, normal(low));
        if (slot < 0) {
            return;
        }
        close(shard, slot);
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
        int slot = shard == null ? -1 : find(shard, high, normal(low));
        if (slot >= 0 && (shard[slot + 2] & SEEN) == 0) {
            shard[slot + 2] |= SEEN;
            unseen--;
        }
        return slot;
    }

    private int slotToWrite(long high, long low) {
        int index = shardOf(high);
        if (shards[index] == null) {
            shards[index] = new long[SLOTS_INITIAL * WIDTH];
        }
        int slot = find(shards[index], high, low);
        if (slot >= 0) {
            return slot;
        }
        if ((sizes[index] + 1) * 4L > slots(shards[index]) * 3L) {
            shards[index] = grown(shards[index]);
        }
        var shard = shards[index];
        int free = ~find(shard, high, low);
        shard[free] = high;
        shard[free + 1] = low;
        sizes[index]++;
        size++;
        unseen++;
        return free;
    }

    /** The key's place, or the complement of the free place where it would go. */
    private static int find(long[] shard, long high, long low) {
        int mask = slots(shard) - 1;
        for (int i = (int) low & mask; ; i = (i + 1) & mask) {
            int slot = i * WIDTH;
            if (shard[slot + 1] == 0) {
                return ~slot;
            }
            if (shard[slot + 1] == low && shard[slot] == high) {
                return slot;
            }
        }
    }

    /** Frees a slot and moves later ones up, so that every key stays reachable from its first place. */
    private static void close(long[] shard, int slot) {
        int mask = slots(shard) - 1;
        int hole = slot / WIDTH;
        for (int i = (hole + 1) & mask; shard[i * WIDTH + 1] != 0; i = (i + 1) & mask) {
            int home = (int) shard[i * WIDTH + 1] & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                System.arraycopy(shard, i * WIDTH, shard, hole * WIDTH, WIDTH);
                hole = i;
            }
        }
        Arrays.fill(shard, hole * WIDTH, hole * WIDTH + WIDTH, 0);
    }

    private static long[] grown(long[] shard) {
        var larger = new long[shard.length * 2];
        for (int slot = 0; slot < shard.length; slot += WIDTH) {
            if (shard[slot + 1] != 0) {
                System.arraycopy(shard, slot, larger, ~find(larger, shard[slot], shard[slot + 1]), WIDTH);
            }
        }
        return larger;
    }

    private static int slots(long[] shard) {
        return shard.length / WIDTH;
    }

    private static int shardOf(long high) {
        return (int) (high >>> (64 - SHARD_BITS));
    }

    /** Zero marks a free slot, so no key may have it. */
    private static long normal(long low) {
        return low == 0 ? 1 : low;
    }
}
