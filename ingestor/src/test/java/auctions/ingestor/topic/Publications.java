package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;

/** Gives publications the frontiers of a subscription. */
final class Publications {

    private Publications() {}

    /** Frontiers come, one after the other; the first one of a publication is the AS OF of its subscription. */
    static void publish(Publication publication, long... frontiers) {
        for (long frontier : frontiers) {
            publication.accept(new SubscribeEvent.Progress(new MzTimestamp(frontier)));
        }
    }

    /** The opening row of a subscription that starts where it has to. */
    static Publication opened(Publication publication) {
        publication.accept(new SubscribeEvent.Progress(publication.asOf().orElseThrow()));
        return publication;
    }
}
