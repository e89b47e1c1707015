package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.leadership.Leadership;
import auctions.ingestor.topic.FakeKafka;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Runs one to three ingestors against a database and a broker in memory, on one thread, one clock and one seeded
 * generator; whatever can fail does, at any request. After every step the topic is checked, and once nothing fails any
 * more it has to catch up and be exact. More seeds: {@code -Dsimulation.seeds=10000}; one of them again:
 * {@code -Dsimulation.first=<seed> -Dsimulation.seeds=1}, with the ingestors' log: {@code -Dsimulation.log=INFO}.
 */
class IngestorSimulation {

    private static final int STEPS = 500;

    private static final int STEPS_TO_RECOVER_MAX = 20_000;

    private final Set<String> transitions = new TreeSet<>();

    @Test
    void topicIsExactWhateverFails() {
        var logger = (Logger) LoggerFactory.getLogger(Ingestor.class.getPackageName());
        logger.setLevel(Level.toLevel(System.getProperty("simulation.log", "OFF")));
        try {
            runWorlds();
        } finally {
            logger.setLevel(null);
        }
    }

    private void runWorlds() {
        long first = Long.getLong("simulation.first", 1);
        long seeds = Long.getLong("simulation.seeds", 300);
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                new World(new SplittableRandom(seed)).run();
            } catch (InterruptedException | RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed %d: %s; -Dtest=IngestorSimulation -Dsimulation.first=%d -Dsimulation.seeds=1 repeats it"
                                .formatted(seed, e.getMessage(), seed),
                        e);
            }
        }
        assertThat(transitions).isSubsetOf(Transitions.ALLOWED);
        if (seeds >= 300) {
            assertThat(transitions).isEqualTo(Transitions.ALLOWED);
        }
    }

    /** The process dies here: nothing is caught, closed or ended. */
    private static final class Crash extends Error {}

    /** Everything that happens, by one generator on one clock. */
    private final class World {

        private final SplittableRandom random;

        private final FakeView view;

        private final FakeMaterialize database;

        private final FakeKafka kafka;

        private final TopicInvariants invariants;

        private final List<Instance> instances = new ArrayList<>();

        private final Odds odds;

        private boolean healed;
        private int depth;
        private int leader;

        // Wall time is set forth and back by hours; what waits must not notice.
        private Duration elapsed = Duration.ZERO;
        private Duration wallOffset = Duration.ofHours(24);

        World(SplittableRandom random) {
            this.random = random;
            double faults = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.05);
            odds = Odds.draw(random);
            var kafkaFaults = new FakeKafka.Faults(faults, random.nextInt(3) == 0);
            view = new FakeView(random.split(), odds.ambiguous());
            database = new FakeMaterialize(random.split(), view, faults, this::meanwhile);
            kafka = new FakeKafka(random.split(), kafkaFaults, this::meanwhile);
            invariants = new TopicInvariants(kafka, database.continuity(), view);
            database.continuity().beforeSnapshots(invariants::check);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                instances.add(new Instance(instances.size()));
            }
        }

        void run() throws InterruptedException {
            for (int i = 0; i < STEPS; i++) {
                disturb();
                step(instances.get(random.nextInt(instances.size())));
            }
            healed = true;
            database.heal();
            kafka.heal();
            instances.forEach(instance -> instance.believe(instance.id == leader));
            long target = Math.max(view.upper(), invariants.frontier() + 1);
            for (int i = 0; invariants.frontier() < target || !invariants.exact(); i++) {
                assertThat(i).as("steps to catch up").isLessThan(STEPS_TO_RECOVER_MAX);
                view.advance();
                for (var instance : instances) {
                    step(instance);
                }
            }
            invariants.checkEnd();
        }

        private void disturb() {
            kafka.pass();
            if (random.nextInt(4) == 0) {
                view.advance();
            }
            if (odds.forgets() && random.nextInt(60) == 0) {
                database.forgetHistory();
            }
            if (odds.redefines() && random.nextInt(150) == 0) {
                view.redefine();
            }
            if (odds.restores() && random.nextInt(100) == 0) {
                kafka.settle();
                invariants.check();
                database.restore();
            }
            if (odds.restores() && random.nextInt(300) == 0) {
                view.move();
            }
            invariants.check();
            if (odds.compacts() && random.nextInt(30) == 0) {
                compact();
            }
            if (random.nextInt(40) == 0) {
                leader = random.nextInt(instances.size());
            }
            var instance = instances.get(random.nextInt(instances.size()));
            if (random.nextInt(5) == 0) {
                instance.believe(instance.id == leader);
            }
        }

        /** A day ago all was as it is, so tombstones go, too; or some of the newest records are in a closed segment. */
        private void compact() {
            if (random.nextBoolean()) {
                kafka.compact(invariants.nextOffset(), invariants.newestOffset());
            } else {
                kafka.compact(0, Math.max(invariants.nextOffset() - 1, 0));
            }
        }

        private void step(Instance instance) throws InterruptedException {
            instance.stepping = true;
            elapsed = elapsed.plusMillis(random.nextInt(1_000));
            var before = instance.status.state().label();
            try {
                instance.ingestor.step();
                note(before, instance.status.state().label());
                if (instance.status.state() instanceof IngestorState.Failed failed) {
                    restart(instance, failed);
                }
            } catch (Crash e) {
                instance.start();
            } finally {
                instance.stepping = false;
            }
            invariants.check();
        }

        private void note(String before, String after) {
            if (!before.equals(after)) {
                transitions.add(before + " > " + after);
            }
        }

        /** People correct what a message says, and start the process again. */
        private void restart(Instance instance, IngestorState.Failed failed) {
            assertThat(odds.stops() && failed.message().contains("two rows"))
                    .as(failed.message())
                    .isTrue();
            view.correct();
            instance.start();
        }

        /** At each request the process may die, and others may go on. */
        private void meanwhile() {
            if (healed || depth > 1 || instances.isEmpty()) {
                return;
            }
            if (random.nextInt(10) == 0) {
                kafka.pass();
                var other = instances.get(random.nextInt(instances.size()));
                if (!other.stepping) {
                    depth++;
                    try {
                        step(other);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        depth--;
                    }
                }
            }
            if (odds.crash() > 0 && random.nextInt(odds.crash()) == 0) {
                throw new Crash();
            }
        }

        /** One process, and the next ones in its place. */
        private final class Instance implements Leadership {

            private final int id;

            private Ingestor ingestor;

            private IngestorStatus status;

            // What this process has last heard of the group; it may be a zombie.
            private boolean believes;

            private boolean stepping;

            private Runnable onLoss = () -> {};

            Instance(int id) {
                this.id = id;
                start();
            }

            void start() {
                believes = id == leader;
                status =
                        new IngestorStatus(elapsed, new IngestorCounters(new CompositeMeterRegistry()), BatchTrace.OFF);
                ingestor = new Ingestor(
                        database,
                        kafka.topic(odds.ambiguous() && !odds.stops()),
                        this,
                        new Platform(
                                () -> Instant.EPOCH.plus(elapsed).plus(wallOffset),
                                () -> elapsed,
                                random.split(),
                                this::pass),
                        status);
            }

            private void pass(Duration duration) {
                elapsed = elapsed.plus(duration.multipliedBy(1 + random.nextInt(20)));
                if (random.nextInt(20) == 0) {
                    wallOffset = Duration.ofHours(random.nextInt(48));
                }
            }

            /** The group says who is active. */
            void believe(boolean active) {
                if (believes && !active) {
                    onLoss.run();
                }
                believes = active;
            }

            @Override
            public void start(Runnable listener) {
                onLoss = listener;
            }

            @Override
            public boolean held() {
                return believes;
            }

            @Override
            public boolean await(Duration timeout) {
                return believes;
            }

            @Override
            public void close() {}
        }
    }
}
