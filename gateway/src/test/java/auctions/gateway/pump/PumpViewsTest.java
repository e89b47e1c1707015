package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pump serves the subscribers of all views, each with the rows of its own. */
class PumpViewsTest {
    private final PumpFixture fixture = new PumpFixture();
    private final FakeConnection first = new FakeConnection();
    private final FakeConnection second = new FakeConnection();

    PumpViewsTest() {
        enter(fixture.subscriber(first, fixture.view));
        enter(fixture.subscriber(second, fixture.second));
    }

    @Test
    void givesTurnsToTheSubscribersOfTheViewWhoseLogHasGrown() {
        fixture.pump.post(() -> {
            fixture.append("{\"view\":1}");
            fixture.append(fixture.second, "{\"view\":2}");
            fixture.pump.appended(fixture.view);
        });

        runToTheEnd();

        assertThat(first.taken()).contains("{\"view\":1}").doesNotContain("{\"view\":2}");
        assertThat(second.taken()).doesNotContain("{\"view\":2}");
        assertThat(fixture.deliveries.bytes(fixture.view))
                .isEqualTo(first.taken().length());
    }

    @Test
    void endsTheStreamsOfAllViewsInADrain() {
        runToTheEnd();

        assertThat(fixture.admission.subscribers()).isZero();
        assertThat(fixture.views.all()).allMatch(view -> fixture.admission.disconnects(view, Disconnect.DRAIN) == 1);
    }

    private void enter(Subscriber subscriber) {
        assertThat(fixture.admission.enter(subscriber.view(), subscriber.client(), 0))
                .isEmpty();
        subscriber.start();
    }

    /** One round of the pump: its tasks, its turns, and the end of all streams. */
    private void runToTheEnd() {
        fixture.pump.drain(Duration.ZERO);
        fixture.pump.run();
    }
}
