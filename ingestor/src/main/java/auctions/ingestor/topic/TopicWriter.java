package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.BrokerFailures;
import auctions.ingestor.kafka.CommittedLog;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.TopicProperties;
import auctions.ingestor.kafka.Transactions;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the topic: updates are on their way to the broker as they come, and {@link #publish} commits them
 * together with the checkpoint that covers them. After any exception the writer is useless: close it and open another,
 * which finds out what has become of the transaction. Owned by one thread.
 */
public final class TopicWriter implements AutoCloseable {

    /*
     * The checkpoint names the offset after its batch's last record, yet it travels in the same round trip as the
     * batch. So the offset is foretold: after fencing, this writer alone appends, and a transaction takes its records
     * and one commit marker. The broker's answer is compared before the commit; should a stranger have written, the
     * transaction is abandoned and the next writer starts from the true end.
     *
     * Where the cluster lets a stale commit end a later transaction (RATIONALE.md, torn transactions), the checkpoint
     * waits for the batch instead: a tear then leaves data without a checkpoint, which the next writer finds, and never
     * a checkpoint without its data, which nobody would.
     */

    private final Transactions transactions;

    private final CommittedLog data;

    private final TopicRecords records;

    private final RejectionPolicy policy;

    private final TopicLimits limits;

    private final @Nullable Checkpoint checkpoint;

    private final TornRecords torn;

    private final long epoch;

    private final boolean topicReplaced;

    private MzTimestamp frontier;

    private @Nullable MzTimestamp since;

    private @Nullable Relation relation;

    // Where the next data record will be, and one past the last one there is.
    private long expectedOffset;
    private long nextOffset;

    // The open transaction.
    private boolean open;
    private int dataRecords;
    private @Nullable Future<RecordMetadata> lastData;

    private TopicWriter(Broker broker, Transactions transactions, TopicProperties topics, TopicLimits limits) {
        this.transactions = transactions;
        this.data = broker.data();
        this.records = new TopicRecords(topics);
        this.policy = topics.onKeyViolation();
        this.limits = limits;
        awaitDecided(broker.progress(), topics.progress());
        awaitDecided(data, topics.name());
        this.checkpoint = new CheckpointReader(broker).last().orElse(null);
        this.frontier = checkpoint == null ? MzTimestamp.ZERO : checkpoint.frontier();
        this.epoch = checkpoint == null ? 1 : checkpoint.epoch() + 1;
        this.expectedOffset = data.end();
        this.topicReplaced = checkpoint != null && checkpoint.nextOffset() > expectedOffset;
        var valid = topicReplaced ? null : checkpoint;
        this.since = valid == null ? null : valid.since();
        this.torn = TornRecords.read(data, valid == null ? expectedOffset : valid.nextOffset(), expectedOffset);
        this.nextOffset = valid == null ? expectedOffset : valid.nextOffset();
    }

    /**
     * Fences every older writer, reads the checkpoint, and looks for records that it does not cover.
     *
     * @throws BrokerException if Kafka does not let us
     */
    static TopicWriter open(Broker broker, TopicProperties topics, TopicLimits limits) {
        var transactions = broker.fence();
        try {
            return new TopicWriter(broker, transactions, topics, limits);
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    /** After fencing nothing of ours is undecided; a stranger's open transaction hides what the checkpoint rests on. */
    private static void awaitDecided(CommittedLog log, String topic) {
        if (log.end() < log.writtenEnd()) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not read topic %s to its end: a transaction of another producer is open; end it (kafka-transactions.sh abort) if it stays"
                            .formatted(topic));
        }
    }

    /** The checkpoint found when the writer was opened. */
    public Optional<Checkpoint> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** How many records of a torn transaction were found. */
    public long tornRecords() {
        return torn.size();
    }

    /** All updates at times strictly below are in the topic. */
    public MzTimestamp frontier() {
        return frontier;
    }

    /** Why a subscription to this relation cannot go on where the checkpoint says; empty if it can. */
    public Optional<String> obstacle(Relation described) {
        if (checkpoint == null) {
            return Optional.of("the topic has no checkpoint");
        }
        if (topicReplaced) {
            return Optional.of("the topic lacks records that its checkpoint covers");
        }
        if (torn.tooMany()) {
            return Optional.of("a torn transaction left too many records");
        }
        return checkpoint.fingerprint().equals(described.fingerprint())
                ? Optional.empty()
                : Optional.of("the topic holds another query, key or set of columns");
    }

    /** Goes on at the checkpoint with the updates of a relation that has no {@link #obstacle}. */
    public void resume(Relation described) {
        relation = described;
    }

    /** Reads the whole topic and prepares to write how a snapshot of the relation differs from it. */
    public SnapshotDiff diff(Relation described, RandomGenerator random) {
        relation = described;
        torn.forgetBelow(new MzTimestamp(-1));
        var diff = new SnapshotDiff(data, expectedOffset, this, random);
        if (since == null) {
            since = diff.earliest().orElse(null);
            nextOffset = expectedOffset;
        }
        return diff;
    }

    /** A snapshot at this time follows; for a topic that never had one, this is where it begins. */
    void startAt(MzTimestamp asOf) {
        if (since == null) {
            since = asOf;
        }
    }

    /** Adds an update to the open transaction, unless a torn one has already carried it. */
    public void write(Update update) {
        switch (update) {
            case Update.Upsert upsert -> {
                long bytes = (long) upsert.key().length + upsert.value().length;
                if (bytes > limits.recordBytesMax()) {
                    reject(new Update.Rejected(
                            upsert.timestamp(),
                            upsert.key(),
                            "a row of %d bytes is larger than the topic's max.message.bytes allows (%d)"
                                    .formatted(bytes, limits.recordBytesMax())));
                } else if (!torn.carries(upsert)) {
                    send(records.upsert(upsert));
                }
            }
            case Update.Delete delete -> {
                if (!torn.carries(delete)) {
                    send(records.tombstone(delete.timestamp(), delete.key()));
                }
            }
            case Update.Rejected rejected -> reject(rejected);
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        begin();
        lastData = transactions.send(record);
        dataRecords++;
    }

    /** Never taken for carried: a tear can leave a later record of the key without this one's trace. Better twice. */
    private void reject(Update.Rejected update) {
        if (policy == RejectionPolicy.STOP) {
            throw new BrokerException(
                    BrokerFailureClass.FATAL,
                    "could not publish a change: %s; correct the view or its key, or set ingestor.topic.on-key-violation to dead-letter"
                            .formatted(update.reason()));
        }
        begin();
        var _ = transactions.send(records.deadLetter(update));
    }

    /**
     * Commits everything written since the last time, with the checkpoint.
     *
     * @param newFrontier all updates strictly below it have been written; after the one published before
     * @return how many data records the transaction has
     */
    public int publish(MzTimestamp newFrontier) {
        if (relation == null || since == null || !newFrontier.isAfter(frontier)) {
            throw new IllegalStateException("frontier %s published after %s".formatted(newFrontier, frontier));
        }
        nextOffset =
                dataRecords > 0 ? expectedOffset + dataRecords : Math.max(nextOffset, torn.nextOffset(newFrontier));
        if (open && !limits.staleCommitsFenced()) {
            transactions.flush();
            verifyOffsets(newFrontier);
        }
        begin();
        var _ = transactions.send(records.progress(
                new Checkpoint(newFrontier, nextOffset, since, epoch, relation.fingerprint(), relation.columnNames())));
        transactions.flush();
        verifyOffsets(newFrontier);
        transactions.commit();
        open = false;
        frontier = newFrontier;
        torn.forgetBelow(newFrontier);
        int published = dataRecords;
        if (published > 0) {
            expectedOffset = nextOffset + 1;
        }
        dataRecords = 0;
        lastData = null;
        return published;
    }

    private void verifyOffsets(MzTimestamp newFrontier) {
        if (lastData == null) {
            return;
        }
        try {
            long offset = lastData.get().offset();
            if (offset + 1 != nextOffset) {
                throw new BrokerException(
                        BrokerFailureClass.UNAVAILABLE,
                        "could not publish frontier %s: its last record is at offset %d instead of %d, so another producer wrote to the topic; recovering"
                                .formatted(newFrontier, offset, nextOffset - 1));
            }
        } catch (ExecutionException e) {
            throw BrokerFailures.of(e, "publish the batch at frontier " + newFrontier);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(e, "publish the batch at frontier " + newFrontier);
        }
    }

    private void begin() {
        if (!open) {
            transactions.begin();
            open = true;
        }
    }

    /** Gives up what was not committed. */
    @Override
    public void close() {
        transactions.close();
    }
}
