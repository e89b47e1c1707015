package auctions.gateway.fanout;

import auctions.gateway.topic.MzTimestamp;

/**
 * Where a stream begins in the log, and what follows from that for what it shows.
 *
 * @param outcome in short, what became of the subscriber's wish
 * @param view the log
 * @param sequence the first entry that it looks at
 * @param snapshot what it shows below {@code snapshot.until()}; a stream that begins there or after has no snapshot
 * @param claimFrom the first sequence at which progress may be claimed
 * @param uncertain what the subscriber may not have got before it came here
 * @param firstBlocks what goes out first: a reset, or the id of the position
 * @param endBlock what goes out at the end of the snapshot
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record Beginning(
        Outcome outcome,
        LogView view,
        long sequence,
        Snapshot snapshot,
        long claimFrom,
        Uncertain uncertain,
        byte[] firstBlocks,
        EndBlock endBlock) {

    /**
     * The versions that the gateway where the subscriber comes from may have compacted away before the subscriber got them.
     *
     * @param below the versions below this sequence
     * @param until of those, the ones that were superseded at this time or before
     * @param elsewhere whether the subscriber may also have got versions that this log never had
     */
    record Uncertain(long below, MzTimestamp until, boolean elsewhere) {
        /** The subscriber comes from nowhere: it gets all from this log. */
        static final Uncertain NOTHING = new Uncertain(0, MzTimestamp.ZERO, false);

        /** What the subscriber has is from elsewhere, and it has every row of that. */
        static final Uncertain ELSEWHERE = new Uncertain(0, MzTimestamp.ZERO, true);

        /** Whether the version at this sequence, superseded at this time, is one of them. */
        boolean has(long sequence, long supersededAt) {
            return sequence < below && Long.compareUnsigned(supersededAt, until.bits()) <= 0;
        }
    }

    /** The same, for a subscriber that is told by this block to forget what it holds. */
    Beginning after(byte[] reset) {
        var blocks = new byte[reset.length + firstBlocks.length];
        System.arraycopy(reset, 0, blocks, 0, reset.length);
        System.arraycopy(firstBlocks, 0, blocks, reset.length, firstBlocks.length);
        return new Beginning(Outcome.RESET, view, sequence, snapshot, claimFrom, uncertain, blocks, endBlock);
    }
}
