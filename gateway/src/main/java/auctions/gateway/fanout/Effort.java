package auctions.gateway.fanout;

import auctions.gateway.filter.RowReader;

/**
 * What a turn has looked at so far, in bytes: those that it offers to the output, each entry that it walks past, and the rows that
 * it parses. So a turn ends also where little is shown. Owned by a pump.
 */
final class Effort {
    // As many bytes as an output takes in the time of one step, or of parsing one byte.
    private static final int ENTRY_BYTES = 64;
    private static final int PARSED_BYTES = 4;

    private final RowReader rows;
    private long lookedAt;
    private long limit;

    Effort(RowReader rows) {
        this.rows = rows;
    }

    /** What reads the rows. */
    RowReader rows() {
        return rows;
    }

    /** Begins a turn that ends after so many bytes. */
    void begin(long turnBytes) {
        limit = total() + turnBytes;
    }

    /** Whether the turn is over. */
    boolean isSpent() {
        return total() >= limit;
    }

    /** Counts one entry that is shown or passed over. */
    void step() {
        lookedAt += ENTRY_BYTES;
    }

    /** Counts bytes for the output. */
    void offer(long bytes) {
        lookedAt += bytes;
    }

    private long total() {
        return lookedAt + PARSED_BYTES * rows.bytesRead();
    }
}
