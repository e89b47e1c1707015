package auctions.ingestor.sim.session;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowFeed;
import auctions.ingestor.sim.sql.Statement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A statement bound and ready to run; a cursor is a portal under the cursor's name. Owned by the session's thread. */
final class Portal {
    private final Statement statement;
    private final Optional<List<Column>> columns;
    private final int[] formats;
    private final Supplier<RowFeed> source;
    private final ArrayDeque<Row> queued = new ArrayDeque<>();
    private @Nullable RowFeed feed;
    private boolean ended;
    private @Nullable String tag;

    /**
     * @param columns of the rows it gives; absent if it gives none
     * @param formats wire formats of the columns
     * @param source opens the rows at the first run
     */
    Portal(Statement statement, Optional<List<Column>> columns, int[] formats, Supplier<RowFeed> source) {
        this.statement = statement;
        this.columns = columns;
        this.formats = formats;
        this.source = source;
    }

    /** What it runs. */
    Statement statement() {
        return statement;
    }

    /** The columns of its rows, if it gives any. */
    Optional<List<Column>> columns() {
        return columns;
    }

    /** The wire formats of the columns. */
    int[] formats() {
        return formats;
    }

    /** The rows themselves, for COPY. */
    RowFeed feed() {
        var opened = feed;
        if (opened == null) {
            opened = source.get();
            feed = opened;
        }
        return opened;
    }

    /** The tag of a command that has run. */
    Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** Remembers that the command has run. */
    void finish(String completed) {
        tag = completed;
    }

    /** Until when {@link #pull} waits for rows. */
    sealed interface Wait {
        /** For at least one row, then for none. */
        record Once() implements Wait {}

        /** For the full count, until a {@link System#nanoTime}. */
        record Until(long deadlineNanos) implements Wait {}

        /** For the full count, for ever. */
        record Full() implements Wait {}
    }

    /** Takes the rows of a {@link #pull}. */
    interface Receiver {
        /** Takes one row. */
        void row(Row row);

        /** The rows at hand have all been taken: they may be flushed. */
        void groupEnded();
    }

    /** Hands over up to {@code max} rows and returns how many. */
    long pull(long max, Wait wait, Receiver receiver) throws InterruptedException {
        var opened = feed();
        if (max == 0) {
            fill(opened, System.nanoTime());
            return 0;
        }
        var sent = 0L;
        while (true) {
            for (; sent < max && !queued.isEmpty(); sent++) {
                receiver.row(queued.removeFirst());
            }
            receiver.groupEnded();
            if (sent == max || ended || wait instanceof Wait.Once && sent > 0) {
                return sent;
            }
            var deadline = wait instanceof Wait.Until(var until) ? until : System.nanoTime() + Long.MAX_VALUE / 2;
            if (fill(opened, deadline) == RowFeed.Outcome.TIMED_OUT) {
                return sent;
            }
        }
    }

    private RowFeed.Outcome fill(RowFeed opened, long deadline) throws InterruptedException {
        if (ended) {
            return RowFeed.Outcome.ENDED;
        }
        try {
            var outcome = opened.poll(row -> queued.add(row.toRow()), deadline);
            ended = outcome == RowFeed.Outcome.ENDED;
            return outcome;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Ends the portal and what it reads. */
    void close() {
        ended = true;
        var opened = feed;
        if (opened != null) {
            opened.close();
        }
    }
}
