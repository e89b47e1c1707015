package auctions.ingestor.topic;

import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.TopicProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Topics in memory with transactions, fencing and every doubt a client can be left in; shared by all instances of one
 * simulation. Its faults are drawn from the simulation's generator.
 *
 * <p>It is as unkind as Kafka: a commit that failed may have happened, may happen later (until the next writer fences),
 * or not at all; a transaction that stays open may time out; and on a cluster with {@code transaction.version} below 2 a
 * stale commit may end a later transaction in its midst.
 */
public final class FakeKafka {

    private final RandomGenerator random;

    private final Faults faults;

    private final Runnable interleaving;

    private final FakeLog data = new FakeLog("view");

    private final FakeLog progress = new FakeLog("view-progress");

    private final FakeLog deadLetters = new FakeLog("view-dead-letters");

    private final List<FakeLog> logs = List.of(data, progress, deadLetters);

    private boolean healed;

    // The coordinator's state for the one transactional id.
    private int epoch;
    private boolean commitOnItsWay;
    private long torn;

    /**
     * An empty cluster.
     *
     * @param interleaving runs before each request: whatever else may happen at that moment
     */
    public FakeKafka(RandomGenerator random, Faults faults, Runnable interleaving) {
        this.random = random;
        this.faults = faults;
        this.interleaving = interleaving;
    }

    /**
     * What may go wrong.
     *
     * @param rate how likely each request fails
     * @param tears whether a stale commit may end a later transaction
     */
    public record Faults(double rate, boolean tears) {}

    /** A record that a {@code read_committed} consumer sees. */
    public record Committed(ConsumerRecord<byte[], byte[]> record, long time) {}

    /**
     * The topic as one instance reaches it.
     *
     * @param deadLetters whether changes that cannot be published go to the topic of dead letters
     */
    public Topic topic(boolean deadLetters) {
        var policy = deadLetters ? RejectionPolicy.DEAD_LETTER : RejectionPolicy.STOP;
        return new Topic(new FakeBroker(this), properties(policy));
    }

    /** How the topic is written. */
    static TopicProperties properties(RejectionPolicy policy) {
        return new TopicProperties(
                "view", policy, Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofSeconds(6));
    }

    /** Ends all faults. */
    public void heal() {
        healed = true;
    }

    /** How many transactions were torn so far. */
    public long torn() {
        return torn;
    }

    /** Committed data records from an offset on, up to the first that is undecided. */
    public List<Committed> data(long from) {
        return committed(data, from);
    }

    /** Whether compaction has left a record of the data topic. */
    public boolean holds(long offset) {
        return data.holds(offset);
    }

    /** One past the last decided offset of the data topic. */
    public long dataEnd() {
        return data.end();
    }

    /** Committed dead letters from an offset on. */
    public List<Committed> deadLetters(long from) {
        return committed(deadLetters, from);
    }

    /** One past the last decided offset of the topic of dead letters. */
    public long deadLettersEnd() {
        return deadLetters.end();
    }

    /** Committed checkpoints from an offset on. */
    public List<Checkpoint> checkpoints(long from) {
        var checkpoints = new ArrayList<Checkpoint>();
        progress.read(from, progress.end(), record -> checkpoints.add(CheckpointJson.parse(record.value())));
        return checkpoints;
    }

    /** One past the last decided offset of the progress topic. */
    public long progressEnd() {
        return progress.end();
    }

    private static List<Committed> committed(FakeLog log, long from) {
        var committed = new ArrayList<Committed>();
        log.read(
                from,
                log.end(),
                record -> committed.add(new Committed(
                        record, TopicRecords.timeOf(record).orElseThrow().value())));
        return committed;
    }

    /** Time passes on the coordinator: a commit on its way may arrive, an open transaction may time out. */
    public void pass() {
        if (commitOnItsWay && random.nextInt(10) == 0) {
            end(true);
        } else if (!healed && faults.rate() > 0 && random.nextInt(500) == 0) {
            nextEpoch();
        }
    }

    /** A commit on its way arrives, or never will. */
    public void settle() {
        if (commitOnItsWay) {
            end(random.nextBoolean());
        }
    }

    /**
     * Superseded records go, and so do tombstones older than a day. Those of the active segment stay.
     *
     * @param tombstonesBefore the offset that was the last checkpoint's a day ago
     * @param activeSegment where the active segment begins
     */
    public void compact(long tombstonesBefore, long activeSegment) {
        data.compact(tombstonesBefore, activeSegment);
        progress.compact(0, Long.MAX_VALUE);
    }

    /** Whatever else may happen before a request. */
    void interleave() {
        interleaving.run();
    }

    /** Whether a request fails. */
    boolean fault() {
        return !healed && faults.rate() > 0 && random.nextDouble() < faults.rate();
    }

    /** Whether a client is left in doubt about its commit; what matters most fails most. */
    boolean doubt() {
        return fault() || fault() || fault() || fault();
    }

    /** Whether a stale commit arrives now. */
    boolean tear() {
        return !healed && faults.tears() && random.nextInt(20) == 0;
    }

    RandomGenerator random() {
        return random;
    }

    TopicLimits limits() {
        return new TopicLimits(1 << 20, !faults.tears());
    }

    FakeLog data() {
        return data;
    }

    FakeLog progress() {
        return progress;
    }

    FakeLog log(String topic) {
        return logs.stream()
                .filter(log -> log.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic " + topic));
    }

    /** Fences: what is open is aborted, unless its commit has just arrived. */
    int fence() {
        if (commitOnItsWay && random.nextBoolean()) {
            end(true);
        }
        return nextEpoch();
    }

    /** What is open is aborted, and its producer refused from now on. */
    private int nextEpoch() {
        end(false);
        return ++epoch;
    }

    boolean current(int producerEpoch) {
        return producerEpoch == epoch;
    }

    /** Writes the markers of the open transaction. */
    void end(boolean commit) {
        commitOnItsWay = false;
        logs.forEach(log -> log.mark(commit));
    }

    /** The client gives up waiting for a commit that may yet arrive. */
    void commitLater() {
        commitOnItsWay = true;
    }

    /** A stale commit ends what has been written so far: torn, if the checkpoint is not there yet. */
    void endByStaleCommit() {
        if ((data.open() || deadLetters.open()) && !progress.open()) {
            torn++;
        }
        end(true);
    }

    /** Appends to the open transaction; gives the offset. */
    long append(ProducerRecord<byte[], byte[]> record) {
        var log = log(record.topic());
        long offset = log.writtenEnd();
        log.append(record);
        return offset;
    }
}
