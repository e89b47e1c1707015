package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.CommittedLog;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.Origin;
import auctions.ingestor.subscribe.SubscribeException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the topic says to a writer that has just fenced all others, and the two ways to go on: {@link #resume} and
 * {@link #diff}. The publication that follows takes the transactions over.
 */
public final class Recovered implements AutoCloseable {

    /** So far may the frontier be ahead of the server's time: the server closes times a little in advance. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final Fenced fenced;

    private final Optional<Checkpoint> checkpoint;

    private final TopicEnd last;

    private final long end;

    private final Hash128 hash;

    private Recovered(Fenced fenced, Optional<Checkpoint> checkpoint, TopicEnd last, long end, Hash128 hash) {
        this.fenced = fenced;
        this.checkpoint = checkpoint;
        this.last = last;
        this.end = end;
        this.hash = hash;
    }

    /** Reads the checkpoint and the end of the data. */
    static Recovered read(Broker broker, Fenced fenced, Hash128 hash) {
        var progress = broker.progress();
        var data = fenced.data();
        awaitDecided(progress, fenced.topics().progress());
        awaitDecided(data, fenced.topics().name());
        var checkpoint = CheckpointReader.last(progress);
        long end = data.end();
        long covered = Math.min(checkpoint.map(Checkpoint::nextOffset).orElse(end), end);
        return new Recovered(fenced, checkpoint, TopicEnd.read(data, covered, end, hash), end, hash);
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

    /** All updates at times strictly below are in the topic; zero without a checkpoint. */
    public MzTimestamp frontier() {
        return checkpoint.map(Checkpoint::frontier).orElse(MzTimestamp.ZERO);
    }

    /** The last committed checkpoint. */
    Optional<Checkpoint> checkpoint() {
        return checkpoint;
    }

    /** How many records of a torn transaction were found. */
    public long tornRecords() {
        return last.tornRecords();
    }

    /**
     * Throws while the server's time is before the topic's, because its clock was set back. Until it has passed the topic's
     * frontier, the server would send nothing to a subscription that goes on there.
     */
    public void checkClock(Origin origin) {
        var server = origin.now();
        if (server != null
                && frontier().isAfter(server)
                && frontier().value() - server.value() > CLOCK_TOLERANCE.toMillis()) {
            throw new SubscribeException(
                    FailureClass.CLOCK_BEHIND,
                    "could not subscribe: materialize is at %s, and the topic is already at %s; waiting until the server's time has passed it"
                            .formatted(server, frontier()));
        }
    }

    /** Why a subscription cannot go on where the checkpoint says; empty if it can. */
    public Optional<String> obstacle(Relation relation, Origin origin) {
        if (checkpoint.isEmpty()) {
            return Optional.of("the topic has no checkpoint");
        }
        var covered = checkpoint.get();
        if (covered.nextOffset() > end) {
            return Optional.of("the topic lacks records that its checkpoint covers");
        }
        var otherwise = covered.provenance().difference(Provenance.of(relation, origin));
        if (otherwise.isPresent()) {
            return otherwise;
        }
        if (covered.unknownKeys()) {
            return Optional.of("several rows had one key; only a snapshot shows which row is left");
        }
        if (last.tooManyTorn()) {
            return Optional.of("a torn transaction left too many records");
        }
        return provable(covered) || last.tornRecords() == 0
                ? Optional.empty()
                : Optional.of("a torn transaction left records, and the topic has no others after its last snapshot");
    }

    /** Whether a replay of the newest records proves that the database is the same: the view has changed in them. */
    private boolean provable(Checkpoint covered) {
        return !last.tooManyNewest()
                && last.newestTime()
                        .filter(time -> time.isAfter(covered.snapshot()))
                        .isPresent();
    }

    /**
     * Goes on at the checkpoint. Only where there is no {@link #obstacle}.
     *
     * <p>Records that a snapshot has written are no changes of the view, so they are not replayed. Where the topic has no
     * others, a snapshot just below the frontier is compared with the topic, and has to be equal to it.
     */
    public Publication resume(Relation relation, Origin origin) {
        var next = checkpoint.orElseThrow().takenOver(Provenance.of(relation, origin));
        if (provable(next)) {
            var newest = last.newestTime().orElse(next.frontier());
            return new Resumption(writer(next), newest, last.replay(next.frontier()));
        }
        return new SnapshotComparison(
                fenced.transactions(),
                TopicContents.read(fenced.data(), end, hash),
                new EqualityProof(next.frontier().previous(), writer(next)));
    }

    /** Reads the whole topic, and prepares to publish how a snapshot of the relation differs from it. */
    public Publication diff(Relation relation, Origin origin) {
        var contents = TopicContents.read(fenced.data(), end, hash);
        var provenance = Provenance.of(relation, origin);
        return new SnapshotComparison(
                fenced.transactions(),
                contents,
                new Difference(floor(contents), asOf -> writer(basis(provenance, contents, asOf))));
    }

    private TopicWriter writer(Checkpoint behind) {
        return new TopicWriter(fenced, behind, end, last.torn());
    }

    /** The earliest AS OF of a snapshot at which no time would fall in the topic. */
    private MzTimestamp floor(TopicContents contents) {
        return contents.latest()
                .filter(latest -> !latest.isBefore(frontier()))
                .map(MzTimestamp::next)
                .orElse(frontier());
    }

    /** The checkpoint that the difference follows. It covers the torn records, because the contents hold them. */
    private Checkpoint basis(Provenance provenance, TopicContents contents, MzTimestamp asOf) {
        var since = checkpoint
                .filter(covered -> covered.nextOffset() <= end)
                .map(Checkpoint::since)
                .or(contents::earliest)
                .orElse(asOf);
        long epoch = checkpoint.map(Checkpoint::epoch).orElse(0L) + 1;
        return new Checkpoint(frontier(), last.torn().end(), since, asOf, epoch, false, provenance);
    }

    /** Makes the next start begin with the difference, whoever starts. Changes nothing for readers of the topic. */
    void noteUnknownKeys() {
        checkpoint.filter(covered -> covered.nextOffset() <= end).ifPresent(covered -> {
            var records = new TopicRecords(fenced.topics());
            var noted = covered.takenOver(covered.provenance()).at(covered.frontier(), covered.nextOffset(), true);
            fenced.transactions().begin();
            var _ = fenced.transactions().send(records.progress(noted));
            fenced.transactions().commit();
        });
    }

    /** Gives up the transactions, where no publication has taken them over. */
    @Override
    public void close() {
        fenced.transactions().close();
    }
}
