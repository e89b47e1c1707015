package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.Start;
import auctions.ingestor.subscribe.SubscribeException;

/**
 * Demands that a snapshot is equal to the topic. Where the topic has no change of the view to replay, nothing else can prove
 * that the database is the one that the topic was written from.
 *
 * @param asOf the snapshot's time, just below the topic's frontier
 * @param writer goes on at the frontier
 */
record EqualityProof(MzTimestamp asOf, TopicWriter writer) implements SnapshotComparison.Goal {

    @Override
    public Start start() {
        return Start.withSnapshotAt(asOf);
    }

    @Override
    public TopicWriter open(MzTimestamp opened) {
        if (!opened.equals(asOf)) {
            throw new SubscribeException(
                    FailureClass.PROTOCOL,
                    "the subscription was to start as of %s but starts as of %s; the topic was left as it was"
                            .formatted(asOf, opened));
        }
        return writer;
    }

    @Override
    public void differs(Update update, TopicWriter unused) {
        throw new SubscribeException(
                FailureClass.REPLAY_DIFFERS,
                "could not go on where the topic ends: a snapshot as of %s is not what the topic holds, so the database is not the one that the topic was written from; publishing the difference between a later snapshot and the topic instead"
                        .formatted(asOf));
    }
}
