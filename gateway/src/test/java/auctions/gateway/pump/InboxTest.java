package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever wants something of a sleeping pump wakes it, however it just falls asleep. */
@Timeout(60)
class InboxTest {
    private static final int WISHES = 20_000;
    private static final long ASLEEP_MAX_MILLIS = Duration.ofSeconds(20).toMillis();

    private final Inbox inbox = new Inbox();
    private final Deadlines deadlines = new Deadlines(PumpFixture.properties(), System.nanoTime());

    @Test
    void noWishIsSleptOver() throws InterruptedException {
        var pump = Thread.ofPlatform().start(() -> {
            while (!inbox.stopped()) {
                inbox.select(ASLEEP_MAX_MILLIS, _ -> {});
                inbox.run(deadlines, System.nanoTime());
            }
        });

        // A lost wake-up would take as long as the pump may sleep.
        for (int i = 0; i < WISHES; i++) {
            var done = new CountDownLatch(1);
            inbox.post(done::countDown);
            assertThat(done.await(ASLEEP_MAX_MILLIS / 2, TimeUnit.MILLISECONDS)).isTrue();
        }
        inbox.stop();

        assertThat(pump.join(Duration.ofMillis(ASLEEP_MAX_MILLIS / 2))).isTrue();
        inbox.close();
    }
}
