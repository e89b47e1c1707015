package auctions.gateway.fanout;

/**
 * How far the log goes: everything a reader may see lies below it. Immutable; one volatile write shows a whole batch.
 *
 * @param sequence one past the last entry
 * @param timestamp of the last record, or NONE
 * @param offset of the last record, or NONE
 * @param frontier of the last progress, or NONE
 * @param progress sequence of the last progress entry, or NONE
 * @param since what the topic's first snapshot was as of, or NONE
 */
record Head(long sequence, long timestamp, long offset, long frontier, long progress, long since) {
    static final Head EMPTY = new Head(0, Entries.NONE, Entries.NONE, Entries.NONE, Entries.NONE, Entries.NONE);

    /** Every record at a time strictly below it is in the log; NONE if the log is empty. */
    long closed() {
        return Math.max(frontier, timestamp);
    }

    /**
     * From which entry on progress is true for one who has walked here, though older versions were left out: the newer
     * ones lie below. The last progress counts if no record follows it.
     */
    long claimable() {
        return progress == sequence - 1 && progress != Entries.NONE ? progress : sequence;
    }

    Head afterRecord(long recordTimestamp, long recordOffset) {
        return new Head(sequence + 1, recordTimestamp, recordOffset, frontier, progress, since);
    }

    Head afterProgress(long newFrontier) {
        return new Head(sequence + 1, timestamp, offset, newFrontier, sequence, since);
    }

    Head withSince(long newSince) {
        return new Head(sequence, timestamp, offset, frontier, progress, newSince);
    }
}
