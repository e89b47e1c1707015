package auctions.gateway.fanout;

import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.log.Generation;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.WeakHashMap;

/**
 * The pages of snapshots that were made last, so that a crowd of newcomers with one snapshot pays once for what is the same
 * for all of them. Owned by a pump. The pages share a memory that is used from its beginning again when it is full; no page
 * outlives the turn in which a cursor asked for it.
 */
final class SnapshotPages {
    private static final int PAGES_MAX = 4096;

    /** An id has at most 128 bytes, and a progress event says its time once more. */
    private static final int END_BLOCK_BYTES_MAX = 256;

    private final PageMemory memory;

    // Weak: a log that is gone must not stay in memory for pages that no cursor asks for.
    private final Map<Generation, Map<Snapshot, NavigableMap<Long, SnapshotPage>>> pages = new WeakHashMap<>();
    private int pageCount;

    SnapshotPages(long bytesMax) {
        memory = new PageMemory(bytesMax);
    }

    /** The page that covers this sequence, which lies below the snapshot's {@code until}. */
    SnapshotPage page(Generation generation, Snapshot snapshot, long sequence, Effort effort, ProjectedRow projected) {
        var made = pages.getOrDefault(generation, Map.of()).getOrDefault(snapshot, new TreeMap<>());
        var before = made.floorEntry(sequence);
        if (before != null && sequence < before.getValue().next()) {
            return before.getValue();
        }
        var after = made.higherKey(sequence);
        var builder = new SnapshotPageBuilder(generation, snapshot, effort, projected, room());
        var page = builder.build(sequence, after == null ? snapshot.until() : after);
        if (!(page instanceof SnapshotPage.Rows) || page.next() == sequence) {
            // A large row is no copy, but a part of the log that must not be kept; and a page may cover nothing yet.
            return page;
        }
        memory.keep(page.length() + END_BLOCK_BYTES_MAX);
        // Asked for again, since the room may have been made by forgetting all pages.
        pages.computeIfAbsent(generation, _ -> new HashMap<>())
                .computeIfAbsent(snapshot, _ -> new TreeMap<>())
                .put(sequence, page);
        pageCount++;
        return page;
    }

    private ByteBuffer room() {
        if (pageCount == PAGES_MAX || !memory.hasRoom()) {
            forget();
        }
        return memory.room();
    }

    private void forget() {
        pages.clear();
        pageCount = 0;
        memory.clear();
    }
}
