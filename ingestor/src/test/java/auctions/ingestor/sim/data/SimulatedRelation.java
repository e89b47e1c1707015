package auctions.ingestor.sim.data;

import auctions.ingestor.sim.sql.SqlError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A relation with history: what a table, source or view holds at each logical time. Tests change it and move its frontier;
 * SELECT and SUBSCRIBE read it. Every change is remembered, so the relation is also the oracle to compare an outcome with.
 *
 * <p>Any thread may call any method. A change becomes visible when the frontier passes its time.
 */
public final class SimulatedRelation {
    private final String name;
    private final List<Column> columns;
    private final LongSupplier clock;
    private final RowGenerator generator;
    private final long generated;
    private final CopyOnWriteArrayList<Pulse> readers = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final TreeMap<Long, List<Change>> pending = new TreeMap<>();
    private final Map<Row, Long> folded = new LinkedHashMap<>();
    private SealedChanges first;
    private SealedChanges tail;
    private long since;
    private long windowMillis = 1000;
    private boolean remembering = true;
    private boolean automatic = true;

    private volatile @Nullable SqlError poison;

    /** A relation that holds {@code generated} rows from the beginning; its frontier starts at the clock's time. */
    public SimulatedRelation(
            String name, List<Column> columns, long generated, RowGenerator generator, LongSupplier clock) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.clock = clock;
        this.generator = generator;
        this.generated = generated;
        this.first = new SealedChanges(clock.getAsLong(), List.of(), 0);
        this.tail = first;
        this.since = Math.max(0, first.upper() - 1);
    }

    /** The name it was made with. */
    public String name() {
        return name;
    }

    /** The columns in order. */
    public List<Column> columns() {
        return columns;
    }

    /** Makes changes together at the clock's time (or the frontier, if that is later) and returns it; visible later. */
    public synchronized long change(Diff... diffs) {
        var time = Math.max(clock.getAsLong(), tail.upper());
        changeAt(time, diffs);
        return time;
    }

    /** Makes changes together, and moves the frontier just past them so that they are visible at once. */
    public synchronized long commit(Diff... diffs) {
        var time = change(diffs);
        advanceTo(time + 1);
        return time;
    }

    /** Makes changes at a time that the frontier has not passed. */
    public synchronized void changeAt(long time, Diff... diffs) {
        if (time < tail.upper()) {
            throw new IllegalArgumentException(name + " is closed at " + time + ", its frontier is " + tail.upper());
        }
        var changes = pending.computeIfAbsent(time, _ -> new ArrayList<>());
        for (var diff : diffs) {
            changes.add(new Change(time, diff.diff(), diff.row()));
        }
    }

    /** Moves the frontier: every change below it becomes visible, and readers get one progress row. */
    public void advanceTo(long frontier) {
        synchronized (this) {
            if (frontier <= tail.upper()) {
                return;
            }
            var below = pending.headMap(frontier);
            var changes = new ArrayList<Change>();
            below.values().forEach(changes::addAll);
            below.clear();
            tail = tail.append(frontier, changes);
            since = Math.max(since, frontier - windowMillis);
            fold();
        }
        wakeReaders();
    }

    /** The last changes: what is pending becomes visible, every subscription ends, as that of a constant view does. */
    public void finish() {
        synchronized (this) {
            var changes = new ArrayList<Change>();
            pending.values().forEach(changes::addAll);
            pending.clear();
            tail = tail.append(Long.MAX_VALUE, changes);
        }
        wakeReaders();
    }

    /** The latest time that can be read. */
    public synchronized long readable() {
        return Math.max(since, tail.upper() == Long.MAX_VALUE ? clock.getAsLong() : tail.upper() - 1);
    }

    private void fold() {
        for (var next = first.next(); !remembering && next != null && next.upper() <= since; next = first.next()) {
            next.changes().forEach(change -> add(folded, change));
            first = next;
        }
    }

    private static void add(Map<Row, Long> rows, Change change) {
        rows.merge(change.row(), change.diff(), (a, b) -> a + b == 0 ? null : a + b);
    }

    /** The frontier: everything below it is known. */
    public synchronized long upper() {
        return tail.upper();
    }

    /** The earliest readable time. */
    public synchronized long since() {
        return since;
    }

    /** Keeps at least this much history readable (RETAIN HISTORY); what is lost stays lost. */
    public synchronized SimulatedRelation retain(Duration window) {
        windowMillis = window.toMillis();
        return this;
    }

    /** How much history stays readable. */
    public synchronized long windowMillis() {
        return windowMillis;
    }

    /** Loses all history up to the frontier: a resume from below it fails. */
    public synchronized void loseHistory() {
        since = tail.upper();
    }

    /**
     * History reaches back to this time, as that of a materialized view does that has just been created: as far as the
     * history of what it reads, also to before its own creation.
     */
    public synchronized void reachBackTo(long time) {
        since = Math.min(Math.max(time, first.upper() - 1), tail.upper() - 1);
    }

    /** What a backup keeps of a relation. */
    public record Backup(SealedChanges reached) {}

    /** Keeps the state below the frontier. */
    public synchronized Backup backUp() {
        return new Backup(tail);
    }

    /**
     * Goes back to the state of a backup; what came after the backup never was. The frontier goes on with the clock. Readers
     * must have been cut: they go on along the history that is gone.
     */
    public synchronized void restore(Backup backup) {
        var frontier = Math.max(clock.getAsLong(), tail.upper());
        pending.clear();
        tail = backup.reached().append(frontier, List.of());
    }

    /**
     * Goes back to an earlier frontier with the contents of now, as if all had happened below it: a server whose clock has
     * been set back. Readers must have been cut.
     */
    public synchronized void rewind(long frontier) {
        var contents = snapshot(Long.MAX_VALUE).net();
        var changes = new ArrayList<Change>();
        contents.forEach((row, copies) -> changes.add(new Change(frontier - 1, copies, row)));
        pending.clear();
        folded.clear();
        first = new SealedChanges(frontier, changes, 0);
        tail = first;
        since = frontier - 1;
    }

    /** Whether the server moves the frontier with its clock (the default), or only {@link #advanceTo} and commit do. */
    public synchronized SimulatedRelation automatic(boolean value) {
        automatic = value;
        return this;
    }

    /** Whether the server moves the frontier with its clock. */
    public synchronized boolean isAutomatic() {
        return automatic;
    }

    /** Gives up the oracle: history that no reader can ask for is dropped, for runs of hours. */
    public synchronized SimulatedRelation forgetful() {
        remembering = false;
        return this;
    }

    /** Fails every present and coming read with this error, as a division by zero in a view does. */
    public void poison(String sqlState, String message) {
        poison = SqlError.error(sqlState, message);
        wakeReaders();
    }

    /** Ends {@link #poison}. */
    public void heal() {
        poison = null;
    }

    /** The error that reads fail with now. */
    @Nullable
    public SqlError poisoned() {
        return poison;
    }

    /** The oracle: every visible change since the beginning, by time, in the order made. Generated rows are not in it. */
    public List<Change> history() {
        var changes = new ArrayList<Change>();
        var start = start(-1);
        for (@Nullable SealedChanges piece = start; piece != null; piece = piece.next()) {
            changes.addAll(piece.changes());
        }
        return changes;
    }

    /** The oracle: rows and their number of copies at a readable or remembered time, generated rows included. */
    public Map<Row, Long> contentsAt(long time) {
        var rows = new LinkedHashMap<Row, Long>();
        var buffer = new RowBuffer();
        for (var i = 0L; i < generated; i++) {
            generator.write(i, buffer.clear());
            rows.merge(buffer.toRow(), 1L, Long::sum);
        }
        snapshot(time).net().forEach((row, diff) -> add(rows, new Change(time, diff, row)));
        return rows;
    }

    /** The contents at a time below the frontier. */
    public synchronized Snapshot snapshot(long time) {
        var net = new LinkedHashMap<>(folded);
        for (@Nullable SealedChanges piece = first; piece != null; piece = piece.next()) {
            for (var change : piece.changes()) {
                if (change.time() <= time) {
                    add(net, change);
                }
            }
        }
        return new Snapshot(generator, generated, net);
    }

    /** The last piece that is below the place of a reader at this time. */
    public synchronized SealedChanges start(long time) {
        var piece = first;
        for (var next = piece.next(); next != null && next.upper() <= time; next = piece.next()) {
            piece = next;
        }
        return piece;
    }

    /** Wakes every reader. */
    public void wakeReaders() {
        readers.forEach(Pulse::signal);
    }

    /** Wakes this session at each new piece until {@link #leave}. */
    public void join(Pulse reader) {
        readers.add(reader);
    }

    /** Ends {@link #join}. */
    public void leave(Pulse reader) {
        readers.remove(reader);
    }
}
