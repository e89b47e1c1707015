package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Projections;
import auctions.gateway.log.EventId;
import auctions.gateway.log.TopicLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.springframework.util.unit.DataSize;

/**
 * One gateway without sockets: its log, with limits that differ each time it starts, how many batches it has read, and a
 * clock that may be wrong by a day.
 */
final class FakeReplica {
    /** How late it may be; with the time between two frontiers less than the compaction lag, which exactness rests on. */
    static final Duration LAG_MAX = Duration.ofMinutes(5);

    /** With fewer keys, a newcomer gets the snapshot of one before only while nothing has changed. */
    private static final int KEYS_SHARED_MIN = 128;

    private final RandomGenerator random;
    private final InstantSource clock;
    final boolean clockIsRight;
    private FanoutProperties limits;

    TopicLog log;
    Fanout fanout;
    Scratch scratch;
    private Projections projections;
    int applied;

    FakeReplica(RandomGenerator random, InstantSource clock, FakeTopic topic) {
        this.random = random;
        var ahead = random.nextInt(4) == 0 ? Duration.ofDays(1) : Duration.ZERO;
        this.clockIsRight = ahead.isZero();
        this.clock = () -> clock.instant().plus(ahead);
        limits = anyLimits();
        log = new TopicLog(limits.limits());
        log.identify(topic.id);
        fanout = new Fanout(log, limits, this.clock);
        scratch = limits.scratch();
        projections = limits.newProjections();
    }

    private FanoutProperties anyLimits() {
        return new FanoutProperties(
                DataSize.ofBytes(100 + random.nextInt(1000)),
                Fixture.LAG,
                Fixture.RETENTION,
                Duration.ofSeconds(1),
                DataSize.ofBytes(1 + random.nextInt(1000)),
                DataSize.ofBytes(60 + random.nextInt(200)),
                FakeRequest.SELECTS.size(),
                DataSize.ofBytes(1 + random.nextInt(200_000)),
                DataSize.ofMegabytes(1));
    }

    /** Opens a stream, whose columns it shares with all others that have the same. */
    Opening open(StreamRequest request) {
        return fanout.open(request.with(projections.enter(request.projection()).orElseThrow()));
    }

    /** Starts anew, with what the topic still has. */
    void restart(FakeTopic topic) {
        limits = anyLimits();
        log = new TopicLog(limits.limits());
        log.identify(topic.id);
        fanout = new Fanout(log, limits, clock);
        scratch = limits.scratch();
        projections = limits.newProjections();
        log.append(topic.found());
        applied = topic.batches.size();
    }

    /** Sees that the topic is another. */
    void beginAnew(FakeTopic topic) {
        log.restart("topic re-created");
        log.identify(topic.id);
        applied = 0;
    }

    /** Sees that the topic was cut off, and reads again what it still has: another generation under the same tag. */
    void readAgain(FakeTopic topic) {
        log.restart("topic truncated");
        log.identify(topic.id);
        log.append(topic.found());
        applied = topic.batches.size();
    }

    /** Reads so many batches, if there are. */
    void apply(FakeTopic topic, int count) {
        for (var i = 0; i < count && applied < topic.batches.size(); i++) {
            log.append(topic.batches.get(applied++));
        }
    }

    /** Reads what was written before this time. */
    void catchUp(FakeTopic topic, long beforeMillis) {
        while (applied < topic.batches.size() && topic.writtenAt.get(applied) < beforeMillis) {
            apply(topic, 1);
        }
    }

    /** The last progress, if it closes all that was read. */
    Optional<EventId> closed() {
        var head = log.generation().head();
        return position().filter(id -> id.isProgress() && head.progress().sequence() == head.sequence() - 1);
    }

    /** The id that a stream without a snapshot begins with now. */
    Optional<EventId> position() {
        var head = log.generation().head();
        if (head.progress().isPresent()) {
            return Optional.of(EventId.of(head.progress().frontier(), EventId.PROGRESS));
        }
        return head.sequence() == 0 ? Optional.empty() : Optional.of(EventId.of(head.timestamp(), head.offset()));
    }

    /** The first offset that a snapshot of now does not show; empty where it may be that of a newcomer before. */
    OptionalLong snapshotEnd() {
        var generation = log.generation();
        var head = generation.head();
        return generation.keyCount() < KEYS_SHARED_MIN
                ? OptionalLong.of(
                        1 + (head.progress().isPresent() ? head.progress().offset() : head.offset()))
                : OptionalLong.empty();
    }

    /** Compacts, after which memory must be in proportion to what is needed. */
    void compact(FakeTopic topic) {
        log.compact();
        log.compact();
        var segmentBytes = limits.limits().segmentBytes();
        var time = log.generation().head().closed().bits();
        // A quarter may be of no use, neighbours are merged once they fit one segment, and the last one is active.
        assertThat(log.figures().bytes())
                .as("memory is bounded")
                .isLessThanOrEqualTo(topic.neededBytes(time) * 4 / 3 * 2 + 2L * segmentBytes);
        var segments = log.generation().segments();
        assertThat(IntStream.range(0, segments.size()).map(i -> segments.get(i).capacity()))
                .as("segments have a limit")
                .allMatch(bytes -> bytes <= Math.max(segmentBytes, FakeTopic.BLOCK_BYTES_MAX));
    }
}
