package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.Transactions;
import auctions.ingestor.subscribe.StreamOrder;
import java.util.Optional;
import java.util.function.Function;

/**
 * Publishes how a snapshot differs from the committed topic, all at the snapshot's AS OF, then goes on with the changes
 * that follow. Topic and snapshot are streamed; only hashes are held.
 */
final class Difference implements Publication {

    private final Transactions transactions;

    private final Function<MzTimestamp, TopicWriter> writerAt;

    private final StreamOrder order = new StreamOrder();

    private Phase phase;

    /** How far the comparison has come. */
    private sealed interface Phase {

        /**
         * The opening row has not come.
         *
         * @param floor the earliest AS OF at which no time would fall in the topic
         */
        record Opening(TopicContents contents, MzTimestamp floor) implements Phase {}

        /** Rows of the snapshot come. */
        record Comparing(TopicContents contents, MzTimestamp asOf, TopicWriter writer) implements Phase {}

        /** The snapshot is complete, and changes come. */
        record Following(TopicWriter writer) implements Phase {}
    }

    /**
     * A difference from what the topic holds.
     *
     * @param frontier of the topic's checkpoint, or zero
     * @param writerAt makes the writer once the snapshot's AS OF is known
     */
    Difference(
            Transactions transactions,
            TopicContents contents,
            MzTimestamp frontier,
            Function<MzTimestamp, TopicWriter> writerAt) {
        this.transactions = transactions;
        this.writerAt = writerAt;
        var floor = contents.latest()
                .filter(latest -> !latest.isBefore(frontier))
                .map(MzTimestamp::next)
                .orElse(frontier);
        this.phase = new Phase.Opening(contents, floor);
    }

    @Override
    public Optional<MzTimestamp> asOf() {
        return Optional.empty();
    }

    @Override
    public Optional<Published> accept(SubscribeEvent event) {
        return switch (order.check(event)) {
            case SubscribeEvent.Progress progress -> advance(progress.timestamp());
            case Update update -> {
                write(update);
                yield Optional.empty();
            }
        };
    }

    private Optional<Published> advance(MzTimestamp frontier) {
        long arrived = System.nanoTime();
        return switch (phase) {
            case Phase.Opening opening -> {
                phase = open(opening, frontier);
                yield Optional.empty();
            }
            // A progress row at the AS OF comes amid the snapshot, too, and says nothing.
            case Phase.Comparing comparing when !frontier.isAfter(comparing.asOf()) -> Optional.empty();
            case Phase.Comparing comparing -> finish(comparing).advance(frontier, arrived);
            case Phase.Following following -> following.writer().advance(frontier, arrived);
        };
    }

    /** The opening row names the snapshot's AS OF. Times must not fall in the topic; the server's clock cures that. */
    private Phase open(Phase.Opening opening, MzTimestamp asOf) {
        if (asOf.isBefore(opening.floor())) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not publish a snapshot at %s: the topic is already at %s; waiting until the server's time has passed it"
                            .formatted(asOf, opening.floor()));
        }
        return new Phase.Comparing(opening.contents(), asOf, writerAt.apply(asOf));
    }

    private void write(Update update) {
        switch (phase) {
            case Phase.Opening _ -> throw new IllegalStateException("an update before the opening row");
            case Phase.Comparing comparing
            when update.timestamp().equals(comparing.asOf()) -> compare(update, comparing);
            case Phase.Comparing comparing -> finish(comparing).write(update);
            case Phase.Following following -> following.writer().write(update);
        }
    }

    private static void compare(Update update, Phase.Comparing comparing) {
        switch (update) {
            case Update.Upsert upsert -> {
                if (!comparing.contents().holds(upsert)) {
                    comparing.writer().write(upsert);
                }
            }
            case Update.Rejected rejected -> {
                comparing.contents().keep(rejected.key());
                comparing.writer().write(rejected);
            }
            // A snapshot has no deletions; should one come, its key is unseen and gets its tombstone with the others.
            case Update.Delete _ -> {}
        }
    }

    /** Ends the snapshot: the keys that it does not have get their tombstones. */
    private TopicWriter finish(Phase.Comparing comparing) {
        var writer = comparing.writer();
        comparing.contents().forEachUnseen(key -> writer.write(new Update.Delete(comparing.asOf(), key)));
        phase = new Phase.Following(writer);
        return writer;
    }

    @Override
    public void close() {
        transactions.close();
    }
}
