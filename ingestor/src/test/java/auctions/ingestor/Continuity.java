package auctions.ingestor;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a subscription can go on, by how far the topic is and what the database has been through: so that a snapshot is
 * only asked for where nothing else helps, and what it may have merged is known.
 */
final class Continuity {

    private final FakeView view;

    private final List<Snapshot> snapshots = new ArrayList<>();

    private Committed committed = new Committed(0, 0, false, false, "");

    // Earlier times cannot be read.
    private long since = 1_000;

    // How often a subscription could not go on where the topic ends.
    private long interruptions;

    // Whether the database was restored since the last checkpoint.
    private boolean restored;

    // Changes below this may have been forgotten, and made again while the clock was behind the topic.
    private long restoredBelow;

    private boolean uncovered;

    private Runnable look = () -> {};

    Continuity(FakeView view) {
        this.view = view;
    }

    /**
     * How far the topic is.
     *
     * @param frontier the last checkpoint's, or 0 without one
     * @param newest the time of the newest record below it, or the frontier where there is none
     * @param changed whether the newest record is a change, rather than a row of a snapshot
     * @param whole whether the topic lacks nothing below its frontier
     * @param origin what the records were made from
     */
    record Committed(long frontier, long newest, boolean changed, boolean whole, String origin) {}

    /** A snapshot that was asked for; it may have merged the changes since the topic's frontier into its own. */
    private record Snapshot(long frontier, long asOf) {}

    /** What was known at one moment. */
    record Mark(boolean resumable, long interruptions) {}

    /** Runs before a snapshot, to learn how far the topic is by then. */
    void beforeSnapshots(Runnable now) {
        look = now;
    }

    /** The topic has come so far. */
    void committed(Committed now) {
        committed = now;
        restored = false;
        note();
    }

    /** The last checkpoint says so: nothing can go on there. */
    void unknownKeys() {
        committed = new Committed(committed.frontier(), committed.newest(), false, false, committed.origin());
        note();
    }

    /** Whether the topic has records now that no checkpoint covers. */
    void uncovered(boolean records) {
        uncovered = records;
        note();
    }

    /** Earlier times cannot be read any more. */
    void since(long earliest) {
        since = earliest;
        note();
    }

    /** The database is restored, or its clock set back. */
    void restored(long upper) {
        restoredBelow = Math.max(restoredBelow, Math.max(committed.frontier(), upper));
        restored = true;
        note();
    }

    private void note() {
        if (!resumable()) {
            interruptions++;
        }
    }

    private boolean resumable() {
        var origin = view.origin(view.definition());
        return !restored
                && committed.whole()
                && (committed.changed() || !uncovered)
                && committed.origin().equals(origin.environment() + " " + origin.object())
                && Math.min(committed.newest(), committed.frontier()) > since;
    }

    /** What is known when a session begins. */
    Mark mark() {
        return new Mark(resumable(), interruptions);
    }

    /** Throws if a session asks for a snapshot though it could have gone on where the topic ends, all the time. */
    void checkSnapshot(Mark begin) {
        look.run();
        if (begin.resumable() && interruptions == begin.interruptions() && resumable()) {
            throw new AssertionError("a snapshot though the topic could be continued at %s, history being kept from %d"
                    .formatted(committed, since));
        }
    }

    /**
     * A snapshot was given.
     *
     * @param merges whether it may merge the changes since the topic's frontier
     */
    void snapshot(long asOf, boolean merges) {
        snapshots.add(new Snapshot(merges ? committed.frontier() : asOf, asOf));
    }

    /** Whether a snapshot was asked for at this time. */
    boolean gaveSnapshotAt(long time) {
        return snapshots.stream().anyMatch(snapshot -> snapshot.asOf() == time);
    }

    /** Whether a change at this time may have been merged into a snapshot. */
    boolean mergedPerhaps(long time) {
        return time < restoredBelow
                || snapshots.stream().anyMatch(snapshot -> snapshot.frontier() <= time && time <= snapshot.asOf());
    }
}
