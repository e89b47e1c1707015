package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.Transactions;
import auctions.ingestor.subscribe.Start;
import java.util.Optional;

/**
 * Compares a snapshot with the committed topic, then goes on with the changes that follow. Topic and snapshot are streamed;
 * only hashes are held.
 */
final class SnapshotComparison extends Publication {

    private final Transactions transactions;

    private final Goal goal;

    private Phase phase;

    /** What the comparison is for. */
    sealed interface Goal permits Difference, EqualityProof {

        /** Where the subscription has to start: with a snapshot. */
        Start start();

        /** The opening row names the snapshot's AS OF. Gives the writer for what follows, or throws if the time will not do. */
        TopicWriter open(MzTimestamp asOf);

        /** The topic lacks this update at the snapshot's AS OF. */
        void differs(Update update, TopicWriter writer);
    }

    /** How far the comparison has come. */
    private sealed interface Phase {

        /** The opening row has not come. */
        record Opening(TopicContents contents) implements Phase {}

        /** Rows of the snapshot come. */
        record Comparing(TopicContents contents, MzTimestamp asOf, TopicWriter writer) implements Phase {}

        /** The snapshot is complete, and changes come. */
        record Following(TopicWriter writer) implements Phase {}
    }

    /** A comparison with what the topic holds. */
    SnapshotComparison(Transactions transactions, TopicContents contents, Goal goal) {
        this.transactions = transactions;
        this.goal = goal;
        this.phase = new Phase.Opening(contents);
    }

    @Override
    public Start start() {
        return goal.start();
    }

    @Override
    Optional<Published> advance(MzTimestamp frontier) {
        long arrived = System.nanoTime();
        return switch (phase) {
            case Phase.Opening(var contents) -> {
                phase = new Phase.Comparing(contents, frontier, goal.open(frontier));
                yield Optional.empty();
            }
            // A progress row at the AS OF comes amid the snapshot, too, and says nothing.
            case Phase.Comparing comparing when !frontier.isAfter(comparing.asOf()) -> Optional.empty();
            case Phase.Comparing comparing -> finish(comparing).advance(frontier, arrived);
            case Phase.Following following -> following.writer().advance(frontier, arrived);
        };
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
                    goal.differs(upsert, comparing.writer());
                }
            }
            case Update.Rejected rejected -> {
                comparing.contents().keep(rejected.key());
                goal.differs(rejected, comparing.writer());
            }
            // A snapshot has no deletions; should one come, its key is unseen and gets its tombstone with the others.
            case Update.Delete _ -> {}
        }
    }

    /** Ends the snapshot: the keys that it does not have are to be deleted from the topic. */
    private TopicWriter finish(Phase.Comparing comparing) {
        var writer = comparing.writer();
        comparing.contents().forEachUnseen(key -> goal.differs(new Update.Delete(comparing.asOf(), key), writer));
        phase = new Phase.Following(writer);
        return writer;
    }

    @Override
    public void close() {
        transactions.close();
    }
}
