package auctions.ingestor.sim.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sealed piece of a relation's history: every change below {@code upper} that is not in an earlier batch. Readers hold the
 * batch they have come to, which keeps all later ones alive, so nothing else need count readers.
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

    /** Seals the batch after this one. */
    public SealedChanges append(long newUpper, List<Change> newChanges) {
        var batch = new SealedChanges(newUpper, newChanges, bytesThrough);
        next = batch;
        return batch;
    }

    /** The frontier that this batch reaches. */
    public long upper() {
        return upper;
    }

    /** The changes, by time. */
    public List<Change> changes() {
        return changes;
    }

    /** Bytes of all rows of the history up to and with this batch. */
    public long bytesThrough() {
        return bytesThrough;
    }

    /** The batch after this one, once it is sealed. */
    @Nullable
    public SealedChanges next() {
        return next;
    }
}
