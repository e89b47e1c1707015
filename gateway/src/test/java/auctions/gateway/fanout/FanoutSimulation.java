package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * Two replicas of the log, one of them always late, and browsers that stall, vanish and come back with any id, under
 * seeded schedules. More seeds: `-Dsimulation.seeds=10000`; one of them again: `-Dsimulation.first=<seed>
 * -Dsimulation.seeds=1`.
 */
class FanoutSimulation {
    private static final int STEPS = 400;

    /** How late a replica may be: less than the compaction lag, which is what exactness rests on. */
    private static final Duration LAG_MAX = Duration.ofMinutes(9);

    @Test
    void everyBrowserSeesTheTopic() {
        var first = Long.getLong("simulation.first", 1);
        LongStream.range(first, first + Long.getLong("simulation.seeds", 400)).forEach(seed -> {
            try {
                new World(new SplittableRandom(seed)).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        });
    }

    /** One gateway: its log, and how many batches of the topic it has read. */
    private static final class Replica {
        FanoutLog log;
        Gather gather;
        int applied;

        Replica(FanoutLog log) {
            this.log = log;
            this.gather = log.gather();
        }
    }

    /** Everything that happens, by one generator on one clock. */
    private static final class World implements InstantSource {
        private final RandomGenerator random;
        private final List<Replica> replicas = new ArrayList<>();
        private final List<FakeBrowser> browsers = new ArrayList<>();
        private final List<FakeBrowser.Memory> memories = new ArrayList<>();
        private Instant now = Instant.parse("2026-11-22T12:00:00Z");
        private FakeTopic topic;

        World(RandomGenerator random) {
            this.random = random;
            topic = new FakeTopic(random, millis());
            for (var i = 0; i < 2; i++) {
                replicas.add(new Replica(log()));
            }
            for (var i = 0; i < 6; i++) {
                var filter = random.nextInt(3) == 0 ? "" + random.nextInt(4) : "";
                browsers.add(new FakeBrowser(topic, filter, random.nextInt(4) == 0));
            }
        }

        @Override
        public Instant instant() {
            return now;
        }

        private FanoutLog log() {
            var properties = new FanoutProperties(
                    DataSize.ofBytes(100 + random.nextInt(1000)),
                    Fixture.LAG,
                    Fixture.RETENTION,
                    Duration.ofSeconds(1),
                    DataSize.ofBytes(1 + random.nextInt(1000)),
                    DataSize.ofBytes(60 + random.nextInt(200)));
            return new FanoutLog(properties, this);
        }

        void run() {
            for (var step = 0; step < STEPS; step++) {
                step();
            }
            replicas.forEach(replica -> apply(replica, Integer.MAX_VALUE));
            browsers.forEach(browser -> {
                if (browser.cursor == null) {
                    reconnect(browser);
                }
                while (browser.cursor != null && !read(browser, Long.MAX_VALUE)) {}
            });
        }

        private void step() {
            var browser = browsers.get(random.nextInt(browsers.size()));
            var replica = replicas.get(random.nextInt(replicas.size()));
            var dice = random.nextInt(100);
            if (dice < 25) {
                topic.write(millis());
            } else if (dice < 45) {
                apply(replica, random.nextInt(4));
            } else if (dice < 70) {
                read(browser, random.nextBoolean() ? random.nextInt(200) : Long.MAX_VALUE);
            } else if (dice < 78) {
                reconnect(browser);
            } else if (dice < 81) {
                browser.disconnect();
            } else if (dice < 83) {
                conflate(browser);
            } else if (dice < 92) {
                pass(random.nextInt(300));
            } else if (dice < 97) {
                compact(replica);
            } else if (dice < 98) {
                pass(random.nextInt(4) == 0 ? random.nextInt(90_000) : 600);
            } else {
                rarely(replica);
            }
        }

        private void rarely(Replica replica) {
            if (random.nextInt(4) > 0) {
                restartGateway(replica);
            } else {
                recreateTopic();
            }
        }

        private void pass(int seconds) {
            replicas.forEach(replica ->
                    catchUp(replica, now.plusSeconds(seconds).minus(LAG_MAX).toEpochMilli()));
            now = now.plusSeconds(seconds);
            if (seconds > Duration.ofHours(1).toSeconds()) {
                browsers.forEach(FakeBrowser::age);
            }
        }

        private void catchUp(Replica replica, long beforeMillis) {
            while (replica.applied < topic.batches.size() && topic.writtenAt.get(replica.applied) < beforeMillis) {
                apply(replica, 1);
            }
        }

        private void apply(Replica replica, int count) {
            for (var i = 0; i < count && replica.applied < topic.batches.size(); i++) {
                replica.log.append(topic.batches.get(replica.applied++));
            }
        }

        private void compact(Replica replica) {
            replica.log.compact();
            replica.log.compact();
            var needed = topic.byOffset.values().stream()
                            .filter(entry -> !entry.isDroppable(millis()))
                            .mapToLong(entry -> 120)
                            .sum()
                    + 60L * topic.batches.size();
            assertThat(replica.log.figures().bytes()).as("memory is bounded").isLessThan(3 * needed + 4400);
        }

        private boolean read(FakeBrowser browser, long window) {
            var cursor = browser.cursor;
            if (cursor == null) {
                return true;
            }
            var output = new FakeOutput().allow(window);
            var delivery = turn(cursor, output, browser);
            browser.receive(output.take(), millis());
            assertThat(delivery == Delivery.STALLED && window == Long.MAX_VALUE)
                    .as("stalls only if cut")
                    .isFalse();
            if (delivery == Delivery.CAUGHT_UP) {
                assertThat(cursor.hasNext()).isFalse();
                browser.validate(topic.end(replicas.get(browser.replica).applied));
            }
            if (random.nextInt(4) == 0) {
                memories.add(browser.remember());
            }
            return delivery == Delivery.CAUGHT_UP;
        }

        private Delivery turn(Cursor cursor, Output output, FakeBrowser browser) {
            try {
                return cursor.write(output, replicas.get(browser.replica).gather);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private void conflate(FakeBrowser browser) {
            if (browser.cursor != null) {
                browser.conflate(browser.cursor);
            }
        }

        private void reconnect(FakeBrowser browser) {
            browser.disconnect();
            browser.replica = random.nextInt(replicas.size());
            var replica = replicas.get(browser.replica);
            var end = topic.end(replica.applied);
            var memory = memory(browser);
            var start = Start.of(memory.lastEventId(), random.nextInt(4) > 0);
            var opening = replica.log.open(start, browser.filter(), browser.progressAsEvent);
            switch (opening) {
                case Opening.Ahead() -> {
                    var id = EventId.parse(memory.lastEventId().orElseThrow()).orElseThrow();
                    assertThat(id).as("not ahead").isGreaterThanOrEqualTo(end);
                }
                case Opening.Ready(var cursor) -> {
                    if (start instanceof Start.After) {
                        browser.connectAfter(cursor, topic, memory, end, millis());
                        if (replica.log.frontier().isEmpty()) {
                            browser.age();
                        }
                    } else {
                        browser.connectAnew(cursor, topic, start instanceof Start.Snapshot, end, millis());
                    }
                }
            }
        }

        /** Mostly what the browser itself has; at times an older moment of one with the same filter, or nonsense. */
        private FakeBrowser.Memory memory(FakeBrowser browser) {
            var own = browser.remember();
            return switch (random.nextInt(12)) {
                case 0 ->
                    new FakeBrowser.Memory(
                            Optional.of(nonsense()), own.rows(), FakeTopic.OTHER, false, own.filterValue());
                case 1, 2, 3 ->
                    memories.isEmpty()
                            ? own
                            : Stream.of(memories.get(random.nextInt(memories.size())))
                                    .filter(memory -> memory.filterValue().equals(browser.filterValue))
                                    .findFirst()
                                    .orElse(own);
                case 4 -> new FakeBrowser.Memory(Optional.empty(), own.rows(), topic, false, own.filterValue());
                default -> own;
            };
        }

        private String nonsense() {
            var future = now.plus(Duration.ofDays(100)).toEpochMilli();
            var past = now.minus(Duration.ofDays(100)).toEpochMilli();
            var texts = List.of("x", "1-", "-1", "", " ", "1_2", future + "", future + "-1", past + "-1", past + "");
            return texts.get(random.nextInt(texts.size()));
        }

        private void restartGateway(Replica replica) {
            var index = replicas.indexOf(replica);
            IntStream.range(0, browsers.size())
                    .mapToObj(browsers::get)
                    .filter(browser -> browser.replica == index)
                    .forEach(FakeBrowser::disconnect);
            replica.log = log();
            replica.gather = replica.log.gather();
            replica.log.append(topic.found(millis()));
            replica.applied = topic.batches.size();
        }

        private void recreateTopic() {
            pass(1);
            topic = new FakeTopic(random, Math.max(millis(), topic.closed()));
            replicas.forEach(replica -> {
                replica.log.restart("topic re-created");
                replica.applied = 0;
            });
            browsers.forEach(browser -> {
                if (browser.cursor != null) {
                    browser.expectReset(topic);
                }
            });
        }
    }
}
