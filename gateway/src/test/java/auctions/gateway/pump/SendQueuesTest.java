package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** When the backlog pauses, and for how long. */
class SendQueuesTest {
    /** More than the other side takes before it reads. */
    private static final int BYTES = 8 << 20;

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    @AutoClose
    private final Loopback loopback = new Loopback();

    @AutoClose
    private final Selector selector = Selector.open();

    private final Loopback.Ends ends = loopback.connect();
    private final PumpFixture pump = new PumpFixture();
    private final Subscriber subscriber = pump.subscriber(new ChannelConnection(ends.ours()));
    private final SendQueues sendQueues = new SendQueues(1000);
    private final Backlog backlog = new Backlog(new Deadlines(PumpFixture.properties(), 0), sendQueues);

    SendQueuesTest() throws IOException {
        subscriber.admitted(selector, 0);
    }

    @Test
    void areFullUntilTheOtherSideHasReadIt() throws IOException {
        int written = fill();
        sendQueues.add(subscriber, written, 0);
        assertThat(sendQueues.areFull(0)).isTrue();

        ends.received(written);

        await().until(() -> !sendQueues.areFull(0));
    }

    @Test
    void areFullForAMomentOnly() {
        sendQueues.add(subscriber, fill(), 0);

        assertThat(sendQueues.areFull(PAUSE_NANOS - 1)).isTrue();
        assertThat(sendQueues.areFull(PAUSE_NANOS)).isFalse();
    }

    @Test
    void areNotFullBelowTheLimit() {
        fill();
        sendQueues.add(subscriber, 999, 0);
        assertThat(sendQueues.areFull(0)).isFalse();

        sendQueues.add(subscriber, 1, 0);
        assertThat(sendQueues.areFull(0)).isTrue();
    }

    @Test
    void forgetWhatWasSentToOneThatHasGone() {
        sendQueues.add(subscriber, fill(), 0);

        subscriber.close();

        assertThat(sendQueues.areFull(0)).isFalse();
    }

    @Test
    void makeTheBacklogPause() {
        var second = pump.subscriber(new FakeConnection());
        backlog.add(second);
        int written = fill();
        long beganNanos = System.nanoTime();
        sendQueues.add(subscriber, written, beganNanos);

        while (second.queued) {
            backlog.forEach(turn -> {});
        }

        assertThat(System.nanoTime() - beganNanos).isGreaterThanOrEqualTo(PAUSE_NANOS);
    }

    @Test
    void letThePumpSleepWhileTheyAreFull() {
        backlog.add(pump.subscriber(new FakeConnection()));
        assertThat(backlog.sleepMillis(0)).isZero();

        sendQueues.add(subscriber, fill(), 0);

        assertThat(backlog.sleepMillis(0)).isEqualTo(1);
    }

    @Test
    void takeInWhatATurnOfTheBacklogWrote() {
        subscriber.index = 0;
        backlog.add(subscriber);
        backlog.forEach(turn -> fill());

        assertThat(sendQueues.areFull(0)).isTrue();
    }

    /** Writes until the socket takes no more. */
    private int fill() {
        var bytes = ByteBuffer.allocateDirect(BYTES);
        try {
            int taken;
            do {
                taken = subscriber.write(bytes);
            } while (taken > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.position();
    }
}
