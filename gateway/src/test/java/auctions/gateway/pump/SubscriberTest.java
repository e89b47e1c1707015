package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is written goes to the subscriber's own socket or nowhere. */
class SubscriberTest {
    private static final int CONNECTIONS_MAX = 100;
    private static final int TURNS_MAX = 1_000;

    @AutoClose
    private final Loopback loopback = new Loopback();

    @AutoClose
    private final Selector selector = Selector.open();

    private final Loopback.Ends ends = loopback.connect();
    private final PumpFixture pump = new PumpFixture();
    private final ChannelConnection connection = new ChannelConnection(ends.ours());
    private final Subscriber subscriber = pump.subscriber(connection);

    SubscriberTest() throws IOException {
        subscriber.admitted(selector, 0);
    }

    @Test
    void writesFromDirectMemoryAndFromTheHeap() throws IOException {
        assertThat(subscriber.write(ByteBuffer.allocateDirect(2).put(0, new byte[] {1, 2})))
                .isEqualTo(2);
        assertThat(subscriber.write(ByteBuffer.wrap(new byte[] {3, 4}))).isEqualTo(2);

        assertThat(ends.received(4)).containsExactly(1, 2, 3, 4);
        assertThat(subscriber.writtenBytes()).isEqualTo(4);
    }

    @Test
    void writesIntoNobodyElsesSocket() throws IOException {
        var descriptor = SocketCalls.descriptor(ends.ours());
        ends.ours().close();
        selector.selectNow();
        takeOver(descriptor);

        var bytes = ByteBuffer.allocateDirect(1);

        assertThatThrownBy(() -> subscriber.write(bytes)).isInstanceOf(ClosedChannelException.class);
        assertThat(bytes.remaining()).isEqualTo(1);
    }

    /** A socket without room is asked once; one that says it has room, and takes nothing, is asked why. */
    @Test
    void asksForTheReasonOfASecondFailure() throws IOException {
        pump.append(1_000, "\"" + "x".repeat(10_000) + "\"");
        subscriber.open(OpeningTrace.OFF);
        turnUntilStalled();
        assertThat(connection.writes()).isZero();

        ends.theirs().setOption(StandardSocketOptions.SO_LINGER, 0);
        ends.theirs().close();
        assertThat(selector.select(10_000)).isPositive();

        assertThatThrownBy(() -> subscriber.turn(pump.scratch, 0)).isInstanceOf(IOException.class);
        assertThat(connection.writes()).isEqualTo(1);
    }

    /** A comment's failure is no stall that a selector would end. */
    @Test
    void asksForTheReasonOfACommentThatFails() throws IOException {
        ends.theirs().setOption(StandardSocketOptions.SO_LINGER, 0);
        ends.theirs().close();
        ends.ours().register(selector, SelectionKey.OP_READ);
        assertThat(selector.select(10_000)).isPositive();

        assertThatThrownBy(() -> subscriber.interject(ByteBuffer.allocateDirect(1), 0))
                .isInstanceOf(IOException.class);
    }

    private void turnUntilStalled() throws IOException {
        for (int turn = 0; !subscriber.stalled(); turn++) {
            assertThat(turn).isLessThan(TURNS_MAX);
            subscriber.turn(pump.scratch, 0);
        }
    }

    /** Opens connections until one has this descriptor. */
    private void takeOver(int descriptor) throws IOException {
        for (int i = 0; i < CONNECTIONS_MAX; i++) {
            var other = loopback.connect();
            if (SocketCalls.descriptor(other.theirs()) == descriptor
                    || SocketCalls.descriptor(other.ours()) == descriptor) {
                return;
            }
        }
        throw new AssertionError("descriptor " + descriptor + " was given to nobody");
    }
}
