package auctions.ingestor.sim.data;

/** Rows that come in groups, now or later: what a portal reads. Owned by its session's thread. */
public interface RowFeed {
    /** Takes a row that is valid only during the call. */
    @FunctionalInterface
    interface Sink {
        /** Takes one row in COPY text form. */
        void row(RowBuffer row);
    }

    /** How a poll ended. */
    enum Outcome {
        /** One group of rows was handed over. */
        ROWS,
        /** Nothing came until the deadline. */
        TIMED_OUT,
        /** There will be no more rows. */
        ENDED
    }

    /** Does what can fail before the first row is at hand; harmless when it is repeated. */
    default void start() {}

    /** Hands over the next group of rows, waiting for it at most until a {@link System#nanoTime} deadline. */
    Outcome poll(Sink sink, long deadlineNanos) throws InterruptedException;

    /** Gives up what the feed holds. */
    void close();

    /** A feed of rows that are there already. */
    static RowFeed of(Table table) {
        var rows = table.rows().iterator();
        return new RowFeed() {
            @Override
            public Outcome poll(Sink sink, long deadlineNanos) {
                if (!rows.hasNext()) {
                    return Outcome.ENDED;
                }
                var buffer = new RowBuffer();
                rows.forEachRemaining(row -> sink.row(buffer.clear().cells(row.text(), 0, row.text().length)));
                return Outcome.ROWS;
            }

            @Override
            public void close() {}
        };
    }
}
