package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.pump.Deadlines.Due;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is due, and when. */
class DeadlinesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @AutoClose
    private final Selector selector = Selector.open();

    private final PumpFixture fixture = new PumpFixture();
    private final FakeConnection connection = new FakeConnection();
    private final Subscriber subscriber = fixture.subscriber(connection);
    private final Deadlines deadlines = new Deadlines(
            PumpFixture.properties("heartbeat", "10s", "catch-up-wait", "20s", "write-timeout", "30s"), 0);

    DeadlinesTest() throws IOException {
        subscriber.admitted(selector, 0);
    }

    @Test
    void ticksOnceASecond() {
        assertThat(deadlines.tick(0)).isTrue();
        assertThat(deadlines.tick(SECOND - 1)).isFalse();
        assertThat(deadlines.tick(SECOND)).isTrue();
        assertThat(deadlines.sleepMillis(SECOND)).isEqualTo(1000);
        assertThat(deadlines.sleepMillis(3 * SECOND)).isEqualTo(1);
    }

    @Test
    void wantsHeartbeatAfterSilence() throws IOException {
        subscriber.open(OpeningTrace.OFF);

        assertThat(deadlines.due(subscriber, 10 * SECOND - 1)).isEqualTo(Due.NOTHING);
        assertThat(deadlines.due(subscriber, 10 * SECOND)).isEqualTo(Due.HEARTBEAT);

        assertThat(subscriber.interject(PumpFixture.direct(":\n\n"), 10 * SECOND))
                .isTrue();

        assertThat(connection.taken()).isEqualTo(":\n\n");
        assertThat(deadlines.due(subscriber, 20 * SECOND - 1)).isEqualTo(Due.NOTHING);
        assertThat(deadlines.due(subscriber, 20 * SECOND)).isEqualTo(Due.HEARTBEAT);
    }

    @Test
    void endsTheWaitForALogThatDoesNotCome() {
        assertThat(deadlines.due(subscriber, 20 * SECOND - 1)).isEqualTo(Due.HEARTBEAT);
        assertThat(deadlines.due(subscriber, 20 * SECOND)).isEqualTo(Due.END_OF_WAIT);
    }

    @Test
    void endsAStreamWithItsLogin() throws IOException {
        var brief = fixture.subscriber(connection, fixture.view, Duration.ofSeconds(5));
        brief.admitted(selector, SECOND);
        brief.open(OpeningTrace.OFF);

        assertThat(deadlines.due(brief, 6 * SECOND - 1)).isEqualTo(Due.NOTHING);
        assertThat(deadlines.due(brief, 6 * SECOND)).isEqualTo(Due.EXPIRED);
    }

    @Test
    void endsNoStreamWhoseLoginLastsForThousandsOfYears() throws IOException {
        var lasting = fixture.subscriber(connection, fixture.view, Duration.ofDays(8_000L * 365));
        lasting.admitted(selector, SECOND);
        lasting.open(OpeningTrace.OFF);

        assertThat(deadlines.due(lasting, 2 * SECOND)).isEqualTo(Due.NOTHING);
    }

    @Test
    void cutsWhoTakesNothingForTheWriteTimeout() throws IOException {
        fixture.append("first");
        subscriber.open(OpeningTrace.OFF);
        connection.takes(3);
        subscriber.turn(fixture.scratch, SECOND);
        connection.takes(0);
        subscriber.turn(fixture.scratch, 2 * SECOND);

        assertThat(deadlines.due(subscriber, 31 * SECOND - 1)).isEqualTo(Due.NOTHING);
        assertThat(deadlines.due(subscriber, 31 * SECOND)).isEqualTo(Due.WRITE_TIMEOUT);

        connection.takes(1);
        subscriber.turn(fixture.scratch, 31 * SECOND);

        assertThat(deadlines.due(subscriber, 61 * SECOND - 1)).isEqualTo(Due.NOTHING);
        assertThat(deadlines.due(subscriber, 61 * SECOND)).isEqualTo(Due.WRITE_TIMEOUT);
    }

    @Test
    void conflatesAfterASecondWithoutAByte() throws IOException {
        fixture.append("first");
        subscriber.open(OpeningTrace.OFF);
        connection.takes(3);
        subscriber.turn(fixture.scratch, SECOND);

        assertThat(deadlines.conflates(subscriber, 2 * SECOND - 1)).isFalse();
        assertThat(deadlines.conflates(subscriber, 2 * SECOND)).isTrue();
    }

    @Test
    void letsTheNumberOfSubscribersFallEvenly() {
        assertThat(deadlines.subscribersMax(SECOND)).isEqualTo(Integer.MAX_VALUE);

        deadlines.drain(Duration.ofSeconds(10), 100, SECOND);

        assertThat(deadlines.subscribersMax(SECOND)).isEqualTo(100);
        assertThat(deadlines.subscribersMax(2 * SECOND)).isEqualTo(90);
        assertThat(deadlines.subscribersMax(6 * SECOND)).isEqualTo(50);
        assertThat(deadlines.subscribersMax(11 * SECOND - 1)).isEqualTo(1);
        assertThat(deadlines.subscribersMax(11 * SECOND)).isZero();
        assertThat(deadlines.sleepMillis(SECOND)).isEqualTo(1);
        assertThat(deadlines.tick(SECOND)).isTrue();
        assertThat(deadlines.sleepMillis(SECOND)).isEqualTo(20);
    }

    @Test
    void drainsAtOnceWithoutATime() {
        deadlines.drain(Duration.ZERO, 100, SECOND);

        assertThat(deadlines.subscribersMax(SECOND)).isZero();
    }
}
