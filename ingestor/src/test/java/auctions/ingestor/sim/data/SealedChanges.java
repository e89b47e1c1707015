package auctions.ingestor.sim.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sealed piece of a relation's history: every change below {@code upper} that is not in an earlier piece. A reader holds
 * the piece that it has come to. That piece keeps all later pieces alive, so nothing else has to count readers.
 */
public final class SealedChanges {
    private final long upper;
    private final List<Change> changes;
    private final long bytesThrough;

    // Written once under the relation's lock, read without it.
    private volatile @Nullable SealedChanges next;

    SealedChanges(long upper, List<Change> changes, long bytesBefore) {
        this.upper = upper;
        this.changes = changes;
        this.bytesThrough = bytesBefore
                + changes.stream()
                        .mapToLong(change -> change.row().text().length)
                        .sum();
    }

    /** Seals the piece after this one. */
    public SealedChanges append(long newUpper, List<Change> newChanges) {
        var piece = new SealedChanges(newUpper, newChanges, bytesThrough);
        next = piece;
        return piece;
    }

    /** The frontier that this piece reaches. */
    public long upper() {
        return upper;
    }

    /** The changes, by time. */
    public List<Change> changes() {
        return changes;
    }

    /** Bytes of all rows of the history up to and with this piece. */
    public long bytesThrough() {
        return bytesThrough;
    }

    /** The piece after this one, once it is sealed. */
    @Nullable
    public SealedChanges next() {
        return next;
    }
}
