package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.log.EventId;
import auctions.gateway.log.TopicTag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two replicas of the log, one of them always late, and browsers that stall, vanish and come back with any id, under
 * seeded schedules. More seeds: {@code -Dsimulation.seeds=10000}; one of them again: {@code -Dsimulation.first=<seed>
 * -Dsimulation.seeds=1}.
 */
class FanoutSimulation {
    private static final int STEPS = 400;

    /** The longest time without a frontier. */
    private static final Duration TICK = Duration.ofMinutes(4);

    @Test
    void everyBrowserSeesTheTopic() {
        var first = Long.getLong("simulation.first", 1);
        LongStream.range(first, first + Long.getLong("simulation.seeds", 1000)).forEach(seed -> {
            try {
                new World(new SplittableRandom(seed)).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        });
    }

    /** Everything that happens, by one generator on one clock. */
    private static final class World implements InstantSource {
        private final RandomGenerator random;
        private final List<FakeReplica> replicas = new ArrayList<>();
        private final List<FakeBrowser> browsers = new ArrayList<>();
        private final List<FakeMemory> memories = new ArrayList<>();
        private final boolean ages;
        private Instant now = Instant.parse("2026-11-22T12:00:00Z");
        private FakeTopic topic;

        World(RandomGenerator random) {
            this.random = random;
            ages = random.nextBoolean();
            topic = new FakeTopic(random, millis());
            for (var i = 0; i < 2; i++) {
                replicas.add(new FakeReplica(random, this, topic));
            }
            for (var i = 0; i < 6; i++) {
                browsers.add(new FakeBrowser(topic, FakeRequest.any(random)));
            }
        }

        @Override
        public Instant instant() {
            return now;
        }

        void run() {
            for (var step = 0; step < STEPS; step++) {
                step();
            }
            replicas.forEach(replica -> replica.apply(topic, Integer.MAX_VALUE));
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
                replica.apply(topic, random.nextInt(4));
            } else if (dice < 70) {
                read(browser, random.nextBoolean() ? random.nextInt(200) : Long.MAX_VALUE);
            } else if (dice < 78) {
                reconnect(browser);
            } else if (dice < 81) {
                browser.disconnect();
            } else if (dice < 83) {
                conflate(browser);
            } else if (dice < 92) {
                pass(random.nextInt(ages ? 3_000 : 300));
            } else if (dice < 97) {
                replica.compact(topic);
            } else if (dice < 98) {
                pass(random.nextInt(4) == 0 ? random.nextInt(90_000) : 600);
            } else {
                rarely(replica);
            }
        }

        private void rarely(FakeReplica replica) {
            if (ages && random.nextBoolean()) {
                sleepOver();
            } else {
                switch (random.nextInt(6)) {
                    case 0 -> recreateTopic();
                    case 1 -> cutOffTopic(replica);
                    default -> restartGateway(replica);
                }
            }
        }

        /** Lets time pass; a writer that lives closes its times meanwhile, also without a change. */
        private void pass(int seconds) {
            var until = now.plusSeconds(seconds);
            while (now.isBefore(until)) {
                var next = Collections.min(List.of(until, now.plus(TICK)));
                replicas.forEach(replica ->
                        replica.catchUp(topic, next.minus(FakeReplica.LAG_MAX).toEpochMilli()));
                now = next;
                if (topic.isSilentSince(now.minus(TICK).toEpochMilli())) {
                    topic.close(millis());
                }
            }
            if (seconds > Duration.ofHours(1).toSeconds()) {
                browsers.forEach(FakeBrowser::age);
            }
        }

        /** All go away, and come back after almost a day: deletions are dropped whose neighbours are kept. */
        private void sleepOver() {
            browsers.forEach(FakeBrowser::disconnect);
            for (var i = 1 + random.nextInt(4); i > 0; i--) {
                topic.write(millis());
                pass(random.nextInt(3_000));
            }
            pass((int) Fixture.RETENTION.toSeconds() - random.nextInt(random.nextBoolean() ? 5_000 : 20_000));
            for (var replica : replicas) {
                if (random.nextBoolean()) {
                    replica.compact(topic);
                } else {
                    restartGateway(replica);
                }
            }
            browsers.forEach(this::reconnect);
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
                var replica = replicas.get(browser.replica);
                browser.validate(topic.end(replica.applied), replica.closed());
            }
            if (random.nextInt(4) == 0) {
                memories.add(browser.remember());
            }
            if (delivery == Delivery.ENDED) {
                reconnect(browser);
                return browser.cursor == null;
            }
            return delivery == Delivery.CAUGHT_UP;
        }

        private Delivery turn(Cursor cursor, Output output, FakeBrowser browser) {
            try {
                return cursor.write(output, replicas.get(browser.replica).scratch);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private void conflate(FakeBrowser browser) {
            if (browser.cursor != null) {
                browser.conflate(browser.cursor, replicas.get(browser.replica));
            }
        }

        private void reconnect(FakeBrowser browser) {
            browser.disconnect();
            browser.replica = random.nextInt(replicas.size());
            var replica = replicas.get(browser.replica);
            var memory = memory(browser);
            var start = Start.of(memory.lastEventId(), random.nextInt(4) > 0);
            switch (replica.open(browser.request.at(start))) {
                case Opening.Ahead() -> expectAhead(memory.lastEventId().orElseThrow(), replica);
                case Opening.Ready ready -> connect(browser, ready.cursor(), start, memory, replica);
            }
        }

        private void expectAhead(String lastEventId, FakeReplica replica) {
            var id = EventId.parse(lastEventId).orElseThrow();
            var end = topic.end(replica.applied);
            assertThat(id.compareTo(end) >= 0 || id.end().orElse(0) > end.offset())
                    .as("%s is ahead", id)
                    .isTrue();
        }

        private void connect(FakeBrowser browser, Cursor cursor, Start start, FakeMemory memory, FakeReplica replica) {
            var holdsNothing = memory.lastEventId()
                    .flatMap(EventId::parse)
                    .filter(EventId::holdsNothing)
                    .filter(id -> id.tag().stream().allMatch(TopicTag.of(topic.id)::equals))
                    .isPresent();
            if (start instanceof Start.After && !holdsNothing) {
                browser.connectAfter(cursor, topic, memory, replica);
                if (replica.log.frontier().isEmpty()) {
                    browser.age();
                }
            } else {
                browser.connectAnew(cursor, topic, replica, !(start instanceof Start.Head));
            }
            if (start instanceof Start.Head) {
                // A pump gives the first turn at once, and a new socket takes a block.
                read(browser, FakeTopic.BLOCK_BYTES_MAX + random.nextInt(200));
            }
        }

        /** Mostly what the browser itself has; at times an older moment of one with the same filter, or nonsense. */
        private FakeMemory memory(FakeBrowser browser) {
            var own = browser.remember();
            return switch (random.nextInt(14)) {
                case 0 -> own.withNonsense(random, now, topic);
                case 1, 2, 3 -> {
                    var same = memories.stream()
                            .filter(memory -> memory.shown().equals(browser.request.shown()))
                            .toList();
                    yield same.isEmpty() ? own : same.get(random.nextInt(same.size()));
                }
                case 7 -> memories.isEmpty() ? own : strange(memories.get(random.nextInt(memories.size())), own);
                case 4 -> new FakeMemory(Optional.empty(), own.rows(), topic, false, false, own.shown());
                case 5, 6 -> own.ofAnEarlierRelease();
                default -> own;
            };
        }

        /** The id that another got, whatever rows that one may see. */
        private static FakeMemory strange(FakeMemory other, FakeMemory own) {
            return new FakeMemory(other.lastEventId(), Map.of(), other.topic(), false, true, own.shown());
        }

        private void restartGateway(FakeReplica replica) {
            browsersAt(replica).forEach(FakeBrowser::disconnect);
            replica.restart(topic);
        }

        private Stream<FakeBrowser> browsersAt(FakeReplica replica) {
            var index = replicas.indexOf(replica);
            return browsers.stream().filter(browser -> browser.replica == index);
        }

        private void cutOffTopic(FakeReplica replica) {
            replica.readAgain(topic);
            browsersAt(replica).forEach(this::expectReset);
        }

        private void recreateTopic() {
            pass(1);
            topic = new FakeTopic(random, Math.max(millis(), topic.closed()));
            replicas.forEach(replica -> replica.beginAnew(topic));
            browsers.forEach(this::expectReset);
        }

        private void expectReset(FakeBrowser browser) {
            if (browser.cursor != null) {
                browser.expectReset(topic);
            }
        }
    }
}
