package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.CommittedLog;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the topic says to a writer that has just fenced all others, and the two ways to go on: {@link #resume}
 * and {@link #diff}. Immutable; the publication that follows takes the transactions over.
 */
public final class Recovered implements AutoCloseable {

    private final Fenced fenced;

    private final Optional<Checkpoint> checkpoint;

    private final TornRecords torn;

    private final long end;

    private Recovered(Fenced fenced, Optional<Checkpoint> checkpoint, TornRecords torn, long end) {
        this.fenced = fenced;
        this.checkpoint = checkpoint;
        this.torn = torn;
        this.end = end;
    }

    /** Reads the checkpoint, and the records that no checkpoint covers. */
    static Recovered read(Broker broker, Fenced fenced) {
        var progress = broker.progress();
        var data = fenced.data();
        awaitDecided(progress, fenced.topics().progress());
        awaitDecided(data, fenced.topics().name());
        var checkpoint = CheckpointReader.last(progress);
        long end = data.end();
        long covered = checkpoint.map(Checkpoint::nextOffset).orElse(end);
        return new Recovered(fenced, checkpoint, TornRecords.read(data, Math.min(covered, end), end), end);
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

    /** All updates at times strictly below are in the topic. */
    public MzTimestamp frontier() {
        return checkpoint.map(Checkpoint::frontier).orElse(MzTimestamp.ZERO);
    }

    /** The last committed checkpoint. */
    public Optional<Checkpoint> checkpoint() {
        return checkpoint;
    }

    /** How many records of a torn transaction were found. */
    public long tornRecords() {
        return torn.size();
    }

    /** Why a subscription to this relation cannot go on where the checkpoint says; empty if it can. */
    public Optional<String> obstacle(Relation relation) {
        if (checkpoint.isEmpty()) {
            return Optional.of("the topic has no checkpoint");
        }
        if (lacksRecords()) {
            return Optional.of("the topic lacks records that its checkpoint covers");
        }
        if (torn.tooMany()) {
            return Optional.of("a torn transaction left too many records");
        }
        return checkpoint.get().fingerprint().equals(relation.fingerprint())
                ? Optional.empty()
                : Optional.of("the topic holds another query, key or set of columns");
    }

    /** The topic was deleted and made anew, and its progress topic was not. */
    private boolean lacksRecords() {
        return checkpoint.filter(last -> last.nextOffset() > end).isPresent();
    }

    /** Goes on at the checkpoint. Only where there is no {@link #obstacle}. */
    public Publication resume() {
        return new Resumption(new TopicWriter(fenced, checkpoint.orElseThrow().takenOver(), end, torn));
    }

    /**
     * Reads the whole topic, and prepares to publish how a snapshot of the relation differs from it.
     *
     * @param random gives the key of the hashes
     */
    public Publication diff(Relation relation, RandomGenerator random) {
        var contents = TopicContents.read(fenced.data(), end, new Hash128(random));
        return new Difference(
                fenced.transactions(),
                contents,
                frontier(),
                asOf -> new TopicWriter(fenced, basis(relation, contents, asOf), end, TornRecords.none(torn.end())));
    }

    /** The checkpoint that the difference follows. It covers the torn records, because the contents hold them. */
    private Checkpoint basis(Relation relation, TopicContents contents, MzTimestamp asOf) {
        var since = checkpoint
                .filter(_ -> !lacksRecords())
                .map(Checkpoint::since)
                .or(contents::earliest)
                .orElse(asOf);
        long epoch = checkpoint.map(Checkpoint::epoch).orElse(0L) + 1;
        return new Checkpoint(frontier(), torn.end(), since, epoch, relation.fingerprint(), relation.columnNames());
    }

    /** Gives up the transactions, where no publication has taken them over. */
    @Override
    public void close() {
        fenced.transactions().close();
    }
}
