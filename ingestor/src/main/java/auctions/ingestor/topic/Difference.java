package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.Transactions;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.Start;
import auctions.ingestor.subscribe.SubscribeException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Publishes how a snapshot differs from the committed topic, all at the snapshot's AS OF, then goes on with the changes
 * that follow. Topic and snapshot are streamed; only hashes are held.
 *
 * <p>A snapshot as of a time just below the topic's frontier has to be equal to the topic. That is asked for where nothing
 * else can prove that the database is the one that the topic was written from.
 */
final class Difference extends Publication {

    private final Transactions transactions;

    private final Start start;

    private final Function<MzTimestamp, TopicWriter> writerAt;

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
     * @param start with a snapshot at a time that the server chooses, or as of the frontier's previous time
     * @param floor the earliest AS OF at which no time would fall in the topic
     * @param writerAt makes the writer once the snapshot's AS OF is known
     */
    Difference(
            Transactions transactions,
            Start start,
            TopicContents contents,
            MzTimestamp floor,
            Function<MzTimestamp, TopicWriter> writerAt) {
        this.transactions = transactions;
        this.start = start;
        this.writerAt = writerAt;
        this.phase = new Phase.Opening(contents, floor);
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    Optional<Published> advance(MzTimestamp frontier) {
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
        if (start.asOf().isEmpty() && asOf.isBefore(opening.floor())) {
            throw new SubscribeException(
                    FailureClass.CLOCK_BEHIND,
                    "could not publish a snapshot at %s: the topic is already at %s; waiting until the server's time has passed it"
                            .formatted(asOf, opening.floor()));
        }
        if (start.asOf().filter(time -> !time.equals(asOf)).isPresent()) {
            throw new SubscribeException(
                    FailureClass.PROTOCOL,
                    "the subscription was to start as of %s but starts as of %s; the topic was left as it was"
                            .formatted(start.asOf().get(), asOf));
        }
        return new Phase.Comparing(opening.contents(), asOf, writerAt.apply(asOf));
    }

    @Override
    void write(Update update) {
        switch (phase) {
            case Phase.Opening _ -> throw new IllegalStateException("an update before the opening row");
            case Phase.Comparing comparing
            when update.timestamp().equals(comparing.asOf()) -> compare(update, comparing);
            case Phase.Comparing comparing -> finish(comparing).write(update);
            case Phase.Following following -> following.writer().write(update);
        }
    }

    private void compare(Update update, Phase.Comparing comparing) {
        switch (update) {
            case Update.Upsert upsert -> {
                if (!comparing.contents().holds(upsert)) {
                    differ(comparing, upsert);
                }
            }
            case Update.Rejected rejected -> {
                comparing.contents().keep(rejected.key());
                differ(comparing, rejected);
            }
            // A snapshot has no deletions; should one come, its key is unseen and gets its tombstone with the others.
            case Update.Delete _ -> {}
        }
    }

    private void differ(Phase.Comparing comparing, Update update) {
        if (start.asOf().isPresent()) {
            throw new SubscribeException(
                    FailureClass.REPLAY_DIFFERS,
                    "could not go on where the topic ends: a snapshot as of %s is not what the topic holds, so the database is not the one that the topic was written from; publishing the difference between a later snapshot and the topic instead"
                            .formatted(comparing.asOf()));
        }
        comparing.writer().write(update);
    }

    /** Ends the snapshot: the keys that it does not have get their tombstones. */
    private TopicWriter finish(Phase.Comparing comparing) {
        var writer = comparing.writer();
        comparing.contents().forEachUnseen(key -> differ(comparing, new Update.Delete(comparing.asOf(), key)));
        phase = new Phase.Following(writer);
        return writer;
    }

    @Override
    public void close() {
        transactions.close();
    }
}
