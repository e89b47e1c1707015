package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.springframework.util.unit.DataSize;

/** One gateway without sockets: its log, with limits that differ each time it starts, and how many batches it has read. */
final class FakeReplica {
    /** How late it may be: less than the compaction lag, which is what exactness rests on. */
    static final Duration LAG_MAX = Duration.ofMinutes(9);

    private final RandomGenerator random;
    private final InstantSource clock;
    private FanoutProperties limits;

    FanoutLog log;
    Gather gather;
    int applied;

    FakeReplica(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
        limits = anyLimits();
        log = new FanoutLog(limits, clock);
        gather = log.gather();
    }

    private FanoutProperties anyLimits() {
        return new FanoutProperties(
                DataSize.ofBytes(100 + random.nextInt(1000)),
                Fixture.LAG,
                Fixture.RETENTION,
                Duration.ofSeconds(1),
                DataSize.ofBytes(1 + random.nextInt(1000)),
                DataSize.ofBytes(60 + random.nextInt(200)));
    }

    /** Starts anew, with what the topic still has. */
    void restart(FakeTopic topic) {
        limits = anyLimits();
        log = new FanoutLog(limits, clock);
        gather = log.gather();
        log.append(topic.found(clock.millis()));
        applied = topic.batches.size();
    }

    /** Sees that the topic is another. */
    void beginAnew() {
        log.restart("topic re-created");
        applied = 0;
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

    /** Compacts, after which memory must be in proportion to what is needed. */
    void compact(FakeTopic topic) {
        log.compact();
        log.compact();
        var segmentBytes = limits.segmentBytes();
        // A quarter may be of no use, neighbours are merged once they fit one segment, and the last one is open.
        assertThat(log.figures().bytes())
                .as("memory is bounded")
                .isLessThanOrEqualTo(topic.neededBytes(clock.millis(), LAG_MAX) * 4 / 3 * 2 + 2L * segmentBytes);
        var directory = log.epoch().directory();
        assertThat(IntStream.range(0, directory.size())
                        .map(i -> directory.get(i).capacity()))
                .as("segments have a limit")
                .allMatch(bytes -> bytes <= Math.max(segmentBytes, FakeTopic.BLOCK_BYTES_MAX));
    }
}
