package auctions.gateway.filter;

import auctions.gateway.log.Blocks;
import auctions.gateway.log.Segment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The blocks of one segment with fewer columns, from some entry on: encoded once for all streams that show these columns.
 * Extended under its lock by whichever pump comes first; what is there does not change, so the blocks that a pump was given stay good.
 */
final class ProjectedBlocks {
    private static final int BYTES_AT_FIRST = 16 << 10;
    private static final int ENTRIES_AT_FIRST = 64;

    private final ShownColumns columns;
    private final int first;
    private final IntConsumer grown;

    // Written under the lock, read by any thread.
    private volatile Extent extent;

    /** From this entry on; says how many bytes of memory it takes more each time that it takes some. */
    ProjectedBlocks(ShownColumns columns, int first, IntConsumer grown) {
        this.columns = columns;
        this.first = first;
        this.grown = grown;
        this.extent = new Extent(first, ByteBuffer.allocateDirect(0), new int[0], 0);
    }

    /** Whether the entry may be here. */
    boolean covers(int index) {
        return index >= first;
    }

    /** The blocks, at least up to this entry. */
    Blocks upTo(Segment segment, int to, ProjectedRow row) {
        var known = extent;
        return to <= known.end() ? known : extend(segment, to, row);
    }

    private synchronized Extent extend(Segment segment, int to, ProjectedRow row) {
        var known = extent;
        if (to <= known.end()) {
            return known;
        }
        var memory = known.memory;
        var ends = Arrays.copyOf(
                known.ends, Math.max(to - first, known.size + Math.max(ENTRIES_AT_FIRST, known.size / 2)));
        int used = known.size == 0 ? 0 : ends[known.size - 1];
        for (int index = known.end(); index < to; index++) {
            row.make(columns, segment, index);
            memory = withRoom(memory, used, row.length());
            memory.put(used, row.bytes(), 0, row.length());
            used += row.length();
            ends[index - first] = used;
        }
        var extended = new Extent(first, memory, ends, to - first);
        extent = extended;
        return extended;
    }

    private ByteBuffer withRoom(ByteBuffer memory, int used, int more) {
        if (memory.capacity() - used >= more) {
            return memory;
        }
        int capacity = Math.max(used + more, Math.max(BYTES_AT_FIRST, used + used / 2));
        grown.accept(capacity - memory.capacity());
        return ByteBuffer.allocateDirect(capacity).put(0, memory, 0, used);
    }

    /** What was encoded so far. The array may be shared with a longer one's. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Extent(int first, ByteBuffer memory, int[] ends, int size) implements Blocks {
        /** One past the last entry that is here. */
        int end() {
            return first + size;
        }

        @Override
        public ByteBuffer window() {
            return memory.duplicate();
        }

        @Override
        public int blockStart(int at) {
            return at == first ? 0 : ends[at - first - 1];
        }

        @Override
        public int blockEnd(int at) {
            return ends[at - first];
        }

        @Override
        public int blockAt(int from, int to, int address) {
            int found = Arrays.binarySearch(ends, from - first, to - first, address);
            return first + (found >= 0 ? found + 1 : -found - 1);
        }

        @Override
        public void copy(int from, byte[] target, int length) {
            memory.get(from, target, 0, length);
        }
    }
}
