package auctions.ingestor.decode;

/** What a subscription yields: a change of the view, or the news that its past is complete. */
public sealed interface SubscribeEvent permits Update, SubscribeEvent.Progress {

    /** The logical time of the row that said so. */
    MzTimestamp timestamp();

    /**
     * All updates at times strictly below the frontier have been yielded; at the frontier itself more may come.
     *
     * @param timestamp the frontier
     */
    record Progress(MzTimestamp timestamp) implements SubscribeEvent {}
}
