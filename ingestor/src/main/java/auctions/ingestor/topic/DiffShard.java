package auctions.ingestor.topic;

import java.util.Arrays;

/**
 * One piece of a {@link DiffTable}: a hash table in an array of longs, by open addressing with linear probing. A slot is the index
 * of its first long.
 */
final class DiffShard {

    private static final int SLOTS_INITIAL = 8;

    /** Longs per slot: key high, key low, value hash with the seen bit lowest. */
    private static final int WIDTH = 3;

    private DiffShard() {}

    /** A shard that holds nothing. */
    static long[] empty() {
        return new long[SLOTS_INITIAL * WIDTH];
    }

    /** The key's slot, or the complement of the free slot where the key would go. */
    static int find(long[] shard, long high, long low) {
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

    /** Frees a slot and moves later ones up, so that every key stays reachable from the slot where its search begins. */
    static void free(long[] shard, int slot) {
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

    /** A copy of twice the size. */
    static long[] grown(long[] shard) {
        var larger = new long[shard.length * 2];
        for (int slot = 0; slot < shard.length; slot += WIDTH) {
            if (shard[slot + 1] != 0) {
                System.arraycopy(shard, slot, larger, ~find(larger, shard[slot], shard[slot + 1]), WIDTH);
            }
        }
        return larger;
    }

    /** How many slots there are, free ones included: a power of two. */
    static int slots(long[] shard) {
        return shard.length / WIDTH;
    }
}
