package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.Start;
import auctions.ingestor.subscribe.SubscribeException;
import java.util.function.Function;

/**
 * Publishes how a snapshot differs from the topic, all at the snapshot's AS OF.
 *
 * @param floor the earliest AS OF at which no time would fall in the topic
 * @param writerAt makes the writer once the snapshot's AS OF is known
 */
record Difference(MzTimestamp floor, Function<MzTimestamp, TopicWriter> writerAt) implements SnapshotComparison.Goal {

    @Override
    public Start start() {
        return Start.withSnapshot();
    }

    /** Times must not fall in the topic; the server's clock cures that. */
    @Override
    public TopicWriter open(MzTimestamp asOf) {
        if (asOf.isBefore(floor)) {
            throw new SubscribeException(
                    FailureClass.CLOCK_BEHIND,
                    "could not publish a snapshot at %s: the topic is already at %s; waiting until the server's time has passed it"
                            .formatted(asOf, floor));
        }
        return writerAt.apply(asOf);
    }

    @Override
    public void differs(Update update, TopicWriter writer) {
        writer.write(update);
    }
}
