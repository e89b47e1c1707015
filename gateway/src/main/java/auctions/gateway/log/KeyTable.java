package auctions.gateway.log;

import java.util.Arrays;

/**
 * Key → sequence of its newest entry. Open addressing over two arrays, 12 bytes a slot; the keys themselves stay in the
 * segments. Used under the log's lock.
 */
final class KeyTable {
    private static final int CAPACITY_AT_FIRST = 1024;

    /** At most 4 of 5 slots are taken. */
    private static final int LOAD_NUMERATOR = 4;

    private static final int LOAD_DENOMINATOR = 5;

    private final Keys keys;
    private int[] hashes = new int[CAPACITY_AT_FIRST];
    private long[] sequences = empty(CAPACITY_AT_FIRST);
    private int size;

    KeyTable(Keys keys) {
        this.keys = keys;
    }

    /** Says what key an entry has. */
    @FunctionalInterface
    interface Keys {
        boolean has(long sequence, byte[] key);
    }

    /** Puts the key's newest sequence and returns the one before, or NONE. */
    long put(byte[] key, long sequence) {
        if ((long) size * LOAD_DENOMINATOR >= (long) hashes.length * LOAD_NUMERATOR) {
            grow();
        }
        var hash = Hash.of(key, 0, key.length);
        var slot = home(hash, hashes.length);
        while (sequences[slot] != SegmentIndex.NONE) {
            if (hashes[slot] == hash && keys.has(sequences[slot], key)) {
                var previous = sequences[slot];
                sequences[slot] = sequence;
                return previous;
            }
            slot = next(slot);
        }
        hashes[slot] = hash;
        sequences[slot] = sequence;
        size++;
        return SegmentIndex.NONE;
    }

    /** Removes the key if this is still its newest sequence. */
    void remove(byte[] key, long sequence) {
        var slot = home(Hash.of(key, 0, key.length), hashes.length);
        while (sequences[slot] != SegmentIndex.NONE && sequences[slot] != sequence) {
            slot = next(slot);
        }
        if (sequences[slot] == sequence) {
            size--;
            close(slot);
        }
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    /** Closes the hole by moving back what could not have its own slot before. */
    private void close(int hole) {
        var slot = next(hole);
        while (sequences[slot] != SegmentIndex.NONE) {
            var home = home(hashes[slot], hashes.length);
            if (distance(home, slot) >= distance(hole, slot)) {
                hashes[hole] = hashes[slot];
                sequences[hole] = sequences[slot];
                hole = slot;
            }
            slot = next(slot);
        }
        sequences[hole] = SegmentIndex.NONE;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + hashes.length;
    }

    private int next(int slot) {
        return slot + 1 == hashes.length ? 0 : slot + 1;
    }

    private void grow() {
        var capacity = Math.addExact(hashes.length, hashes.length / 2);
        var grownHashes = new int[capacity];
        var grownSequences = empty(capacity);
        for (var from = 0; from < hashes.length; from++) {
            if (sequences[from] != SegmentIndex.NONE) {
                var slot = home(hashes[from], capacity);
                while (grownSequences[slot] != SegmentIndex.NONE) {
                    slot = slot + 1 == capacity ? 0 : slot + 1;
                }
                grownHashes[slot] = hashes[from];
                grownSequences[slot] = sequences[from];
            }
        }
        hashes = grownHashes;
        sequences = grownSequences;
    }

    /** Spreads hashes over any capacity without a division. */
    private static int home(int hash, int capacity) {
        return (int) ((Integer.toUnsignedLong(hash) * capacity) >>> 32);
    }

    private static long[] empty(int capacity) {
        var sequences = new long[capacity];
        Arrays.fill(sequences, SegmentIndex.NONE);
        return sequences;
    }
}
