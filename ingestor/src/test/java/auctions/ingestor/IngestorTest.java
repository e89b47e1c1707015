package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.leadership.Leadership;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.topic.FakeKafka;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The loop while Materialize refuses every connection. */
class IngestorTest {

    private final ListAppender<ILoggingEvent> messages = new ListAppender<>();

    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureResponse.class);

    private Instant wall = Instant.parse("2026-11-27T12:00:00Z");

    private Duration elapsed = Duration.ZERO;

    private int attempts;

    private final Ingestor ingestor = new Ingestor(
            _ -> {
                throw new SubscribeException(FailureClass.TRANSIENT, "attempt %d was refused".formatted(++attempts));
            },
            new FakeKafka(new SplittableRandom(1), new FakeKafka.Faults(0, false), () -> {}).topic(false),
            new AlwaysActive(),
            new Platform(() -> wall, () -> elapsed, new SplittableRandom(1), this::pass),
            new IngestorStatus(elapsed, new IngestorCounters(new CompositeMeterRegistry()), BatchTrace.OFF));

    private void pass(Duration duration) {
        elapsed = elapsed.plus(duration);
        wall = wall.plus(duration);
    }

    private static final class AlwaysActive implements Leadership {

        @Override
        public void start(Runnable lossListener) {}

        @Override
        public boolean held() {
            return true;
        }

        @Override
        public boolean await(Duration timeout) {
            return true;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void collectMessages() {
        messages.start();
        // Another test's application may have left a level that hides warnings.
        logger.setLevel(Level.WARN);
        logger.addAppender(messages);
    }

    @AfterEach
    void stopCollecting() {
        logger.detachAppender(messages);
        logger.setLevel(null);
    }

    private void stepUntilBackingOff(boolean backingOff) throws InterruptedException {
        while (ingestor.state() instanceof IngestorState.BackingOff != backingOff) {
            ingestor.step();
        }
    }

    @Test
    void backsOffNoLongerWhenTheWallClockIsSetBack() throws InterruptedException {
        for (int failures = 0; failures < 10; failures++) {
            stepUntilBackingOff(true);
            var before = elapsed;
            wall = wall.minus(Duration.ofHours(2));

            stepUntilBackingOff(false);

            assertThat(elapsed.minus(before)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void backsOffAsLongWhenTheWallClockIsSetForward() throws InterruptedException {
        var waited = Duration.ZERO;
        for (int failures = 0; failures < 20; failures++) {
            stepUntilBackingOff(true);
            var before = elapsed;
            wall = wall.plus(Duration.ofHours(2));
            stepUntilBackingOff(false);
            waited = waited.plus(elapsed.minus(before));
        }

        assertThat(waited).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void tellsPeopleOnceWhatFailsAgainAndAgain() throws InterruptedException {
        for (int failures = 0; failures < 10; failures++) {
            stepUntilBackingOff(true);
            stepUntilBackingOff(false);
        }

        assertThat(attempts).isEqualTo(10);
        assertThat(messages.list.stream()
                        .filter(event -> event.getLevel() == Level.WARN)
                        .map(ILoggingEvent::getFormattedMessage))
                .containsExactly("attempt 1 was refused");
    }
}
