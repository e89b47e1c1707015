package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import java.time.Duration;
import java.util.Optional;

/**
 * The one writer of the topic: updates are on their way to the broker as they come, and {@link #advance} commits them
 * together with the checkpoint that covers them. After any exception the writer is useless. Owned by one thread.
 */
final class TopicWriter {

    private final TopicRecords records;

    private final OpenTransaction transaction;

    private final Rejections rejections;

    private final int recordBytesMax;

    private final TornOffsets torn;

    // The last committed checkpoint; at first, the one that was recovered.
    private Checkpoint checkpoint;

    /**
     * A writer that goes on behind a checkpoint.
     *
     * @param end offset of the next data record
     * @param torn where records end that no checkpoint covers
     */
    TopicWriter(Fenced fenced, Checkpoint checkpoint, long end, TornOffsets torn) {
        this.records = new TopicRecords(fenced.topics());
        this.transaction = new OpenTransaction(fenced, end);
        this.rejections = new Rejections(fenced);
        this.recordBytesMax = fenced.limits().recordBytesMax();
        this.torn = torn;
        this.checkpoint = checkpoint;
    }

    /** All updates at times strictly below are in the topic. */
    MzTimestamp frontier() {
        return checkpoint.frontier();
    }

    /** Whether an update is larger than the topic takes. */
    boolean tooLarge(Update update) {
        return update instanceof Update.Upsert upsert && bytes(upsert) > recordBytesMax;
    }

    private static long bytes(Update.Upsert upsert) {
        return (long) upsert.key().length + upsert.value().length;
    }

    /** Whether an update's key was violated, so that it is left to a difference. */
    boolean withholds(Update update) {
        return rejections.withholds(update);
    }

    /** Adds an update to the open transaction. A key that was violated keeps its row until a difference. */
    void write(Update update) {
        switch (update) {
            case Update.Rejected rejected -> reject(rejected);
            case Update change when withholds(change) -> rejections.leaveToDifference();
            case Update.Upsert upsert
            when tooLarge(upsert) ->
                reject(new Update.Rejected(
                        upsert.timestamp(),
                        upsert.key(),
                        "a row of %d bytes is larger than the topic's max.message.bytes allows (%d)"
                                .formatted(bytes(upsert), recordBytesMax)));
            case Update.Upsert upsert -> transaction.sendData(records.upsert(upsert));
            case Update.Delete delete -> transaction.sendData(records.tombstone(delete.timestamp(), delete.key()));
        }
    }

    private void reject(Update.Rejected update) {
        transaction.send(rejections.deadLetter(update));
    }

    /** A frontier arrives now: commits everything written since the last one, if it moves on. */
    Optional<Published> advance(MzTimestamp frontier) {
        return advance(frontier, System.nanoTime());
    }

    /**
     * As {@link #advance(MzTimestamp)}, for a frontier that has arrived before.
     *
     * @param arrivedNanos when it did, by {@link System#nanoTime()}
     */
    Optional<Published> advance(MzTimestamp frontier, long arrivedNanos) {
        if (!frontier.isAfter(checkpoint.frontier())) {
            return Optional.empty();
        }
        int published = transaction.dataRecords();
        publish(frontier);
        var took = Duration.ofNanos(System.nanoTime() - arrivedNanos);
        return Optional.of(new Published(frontier, published, took, rejections.differenceDue()));
    }

    private void publish(MzTimestamp frontier) {
        long nextOffset = transaction.dataRecords() > 0
                ? transaction.nextOffset()
                : Math.max(checkpoint.nextOffset(), torn.below(frontier));
        var next = checkpoint.at(frontier, nextOffset, checkpoint.unknownKeys() || rejections.anyUnknownKeys());
        transaction.commitWith(records.progress(next), frontier);
        checkpoint = next;
    }

    /** Gives up what was not committed. */
    void close() {
        transaction.close();
    }
}
