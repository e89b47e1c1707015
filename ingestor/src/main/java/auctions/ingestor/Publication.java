package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.StreamOrder;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.topic.SnapshotDiff;
import auctions.ingestor.topic.TopicWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One subscription on its way into the topic: updates are written as they come, a frontier that moves commits them.
 * Owned by the loop's thread.
 */
final class Publication {

    private final TopicWriter writer;

    private final StreamOrder order = new StreamOrder();

    private @Nullable SnapshotDiff diff;

    private @Nullable MzTimestamp asOf;

    /**
     * The publication of one subscription.
     *
     * @param diff where the subscription begins with a snapshot, else null
     */
    Publication(TopicWriter writer, @Nullable SnapshotDiff diff) {
        this.writer = writer;
        this.diff = diff;
    }

    /**
     * What was committed at once.
     *
     * @param frontier published with it
     * @param records data records
     * @param took time from the frontier's arrival to the commit
     */
    record Batch(MzTimestamp frontier, int records, Duration took) {}

    /** Takes the next event; gives the batch, when it was a frontier that published one. */
    Optional<Batch> accept(SubscribeEvent event) {
        return switch (order.check(event)) {
            case SubscribeEvent.Progress progress -> advance(progress.timestamp());
            case Update update -> {
                if (diff == null) {
                    writer.write(update);
                } else {
                    diff.write(update);
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<Batch> advance(MzTimestamp frontier) {
        long start = System.nanoTime();
        if (asOf == null) {
            // Always the AS OF itself: it says where the subscription starts, not that anything is complete.
            asOf = frontier;
            if (diff != null) {
                diff.startAt(frontier);
            } else if (!frontier.next().equals(writer.frontier())) {
                throw new SubscribeException(
                        FailureClass.PROTOCOL,
                        "the subscription was to resume at frontier %s but starts after %s; the topic was left as it was"
                                .formatted(writer.frontier(), frontier));
            }
            return Optional.empty();
        }
        if (diff != null) {
            if (!frontier.isAfter(asOf)) {
                return Optional.empty();
            }
            diff.finish();
            diff = null;
        }
        if (!frontier.isAfter(writer.frontier())) {
            return Optional.empty();
        }
        int records = writer.publish(frontier);
        return Optional.of(new Batch(frontier, records, Duration.ofNanos(System.nanoTime() - start)));
    }
}
