package auctions.ingestor;

import auctions.ingestor.topic.Published;

/** Hears of each batch that was committed. Called by the loop's thread, which it must not keep waiting. */
@FunctionalInterface
interface BatchTrace {

    /** Where nobody wants to hear of it. */
    BatchTrace OFF = _ -> {};

    /** A transaction was committed a moment ago. */
    void published(Published batch);
}
