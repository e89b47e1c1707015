package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.BrokerFailures;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.Transactions;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.SubscribeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The one writer of the topic: updates are on their way to the broker as they come, and {@link #advance} commits them
 * together with the checkpoint that covers them. After any exception the writer is useless. Owned by one thread.
 */
final class TopicWriter {

    /*
     * The checkpoint names the offset after its batch's last record, yet it travels in the same round trip as the
     * batch. So the offset is computed in advance: after fencing, this writer alone appends, and a transaction takes its
     * records and one commit marker. The broker's answer is compared before the commit; if another producer has written,
     * the transaction is abandoned and the next writer starts from the true end.
     *
     * Where the cluster lets a stale commit end a later transaction (RATIONALE.md, torn transactions), the checkpoint
     * waits for the batch instead: a tear then leaves data without a checkpoint, which the next writer finds, and never
     * a checkpoint without its data, which nobody would find.
     */

    private static final Future<RecordMetadata> NOTHING_SENT = new CompletableFuture<>();

    /** Beyond this many violated keys a difference is due at once. */
    private static final int UNKNOWN_KEYS_MAX = 100_000;

    private final Transactions transactions;

    private final TopicRecords records;

    private final DeadLetters deadLetters;

    private final RejectionPolicy policy;

    private final TopicLimits limits;

    // The last committed checkpoint; at first, the one that was recovered.
    private Checkpoint checkpoint;

    private final TornOffsets torn;

    // Keys that more than one row has had since the last difference: what the server says about them may be wrong.
    private final Set<ByteBuffer> unknownKeys = new HashSet<>();
    private boolean differenceDue;

    // Where the next data record will be.
    private long expectedOffset;

    // Where the last checkpoint is. Offsets rise as long as the topic is the same one.
    private long progressOffset = -1;

    // The open transaction.
    private boolean open;
    private int dataRecords;
    private Future<RecordMetadata> lastData = NOTHING_SENT;

    /**
     * A writer that goes on behind a checkpoint.
     *
     * @param end offset of the next data record
     * @param torn where records end that no checkpoint covers
     */
    TopicWriter(Fenced fenced, Checkpoint checkpoint, long end, TornOffsets torn) {
        this.transactions = fenced.transactions();
        this.records = new TopicRecords(fenced.topics());
        this.deadLetters = new DeadLetters(fenced.topics(), fenced.limits().recordBytesMax());
        this.policy = fenced.topics().onKeyViolation();
        this.limits = fenced.limits();
        this.checkpoint = checkpoint;
        this.expectedOffset = end;
        this.torn = torn;
    }

    /** All updates at times strictly below are in the topic. */
    MzTimestamp frontier() {
        return checkpoint.frontier();
    }

    /** Whether an update is larger than the topic takes. */
    boolean tooLarge(Update update) {
        return update instanceof Update.Upsert upsert && bytes(upsert) > limits.recordBytesMax();
    }

    private static long bytes(Update.Upsert upsert) {
        return (long) upsert.key().length + upsert.value().length;
    }

    /** Adds an update to the open transaction. A key that was violated keeps its row until a difference. */
    void write(Update update) {
        switch (update) {
            case Update.Rejected rejected -> reject(rejected);
            case Update change when withholds(change) -> differenceDue = true;
            case Update.Upsert upsert
            when tooLarge(upsert) ->
                reject(new Update.Rejected(
                        upsert.timestamp(),
                        upsert.key(),
                        "a row of %d bytes is larger than the topic's max.message.bytes allows (%d)"
                                .formatted(bytes(upsert), limits.recordBytesMax())));
            case Update.Upsert upsert -> send(records.upsert(upsert));
            case Update.Delete delete -> send(records.tombstone(delete.timestamp(), delete.key()));
        }
    }

    /** Whether an update's key was violated, so that it is left to a difference. */
    boolean withholds(Update update) {
        return !(update instanceof Update.Rejected)
                && !unknownKeys.isEmpty()
                && unknownKeys.contains(ByteBuffer.wrap(update.key()));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        begin();
        lastData = transactions.send(record);
        dataRecords++;
    }

    private void reject(Update.Rejected update) {
        if (policy == RejectionPolicy.STOP) {
            throw stop(update);
        }
        begin();
        var _ = transactions.send(deadLetters.record(update));
        if (update.ambiguousKey()) {
            differenceDue |= unknownKeys.size() >= UNKNOWN_KEYS_MAX;
            if (unknownKeys.size() < UNKNOWN_KEYS_MAX) {
                unknownKeys.add(ByteBuffer.wrap(update.key()));
            }
        }
    }

    private static RuntimeException stop(Update.Rejected update) {
        var message =
                "could not publish a change: %s; correct the view or its key, or set MZ_ON_KEY_VIOLATION to dead-letter"
                        .formatted(update.reason());
        return update.ambiguousKey()
                ? new SubscribeException(FailureClass.KEY_VIOLATION, message)
                : new BrokerException(BrokerFailureClass.FATAL, message);
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
        int published = publish(frontier);
        var took = Duration.ofNanos(System.nanoTime() - arrivedNanos);
        return Optional.of(new Published(frontier, published, took, differenceDue));
    }

    private int publish(MzTimestamp frontier) {
        long nextOffset = dataRecords > 0
                ? expectedOffset + dataRecords
                : Math.max(checkpoint.nextOffset(), torn.below(frontier));
        if (open && !limits.staleCommitsFenced()) {
            transactions.flush();
            verifyOffsets(frontier, nextOffset);
        }
        var next = checkpoint.at(frontier, nextOffset, checkpoint.unknownKeys() || !unknownKeys.isEmpty());
        begin();
        var sent = transactions.send(records.progress(next));
        transactions.flush();
        verifyOffsets(frontier, nextOffset);
        progressOffset = nextProgressOffset(sent, frontier);
        transactions.commit();
        open = false;
        checkpoint = next;
        int published = dataRecords;
        if (published > 0) {
            expectedOffset = nextOffset + 1;
        }
        dataRecords = 0;
        lastData = NOTHING_SENT;
        return published;
    }

    private void verifyOffsets(MzTimestamp frontier, long nextOffset) {
        if (dataRecords == 0) {
            return;
        }
        long offset = offsetOf(lastData, frontier);
        if (offset + 1 != nextOffset) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not publish frontier %s: its last record is at offset %d instead of %d, so another producer wrote to the topic; recovering"
                            .formatted(frontier, offset, nextOffset - 1));
        }
    }

    /**
     * A progress topic that was deleted can come back by the producer's own metadata request, with the broker's settings.
     * The transaction is abandoned then, so that the topic stays empty and is made anew at the next start.
     */
    private long nextProgressOffset(Future<RecordMetadata> sent, MzTimestamp frontier) {
        long offset = offsetOf(sent, frontier);
        if (offset <= progressOffset) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not publish frontier %s: its checkpoint is at offset %d and the one before at %d, so the progress topic was made anew; recovering"
                            .formatted(frontier, offset, progressOffset));
        }
        return offset;
    }

    private static long offsetOf(Future<RecordMetadata> sent, MzTimestamp frontier) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw BrokerFailures.of(e, "publish the batch at frontier " + frontier);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(e, "publish the batch at frontier " + frontier);
        }
    }

    private void begin() {
        if (!open) {
            transactions.begin();
            open = true;
        }
    }

    /** Gives up what was not committed. */
    void close() {
        transactions.close();
    }
}
