package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is written goes to the subscriber's own socket or nowhere. */
class SubscriberTest {
    private static final int CONNECTIONS_MAX = 100;

    @AutoClose
    private final Loopback loopback = new Loopback();

    @AutoClose
    private final Selector selector = Selector.open();

    private final Loopback.Ends ends = loopback.connect();
    private final Subscriber subscriber = new PumpFixture().subscriber(new ChannelConnection(ends.ours()));

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
        var descriptor = SendCall.descriptor(ends.ours());
        ends.ours().close();
        selector.selectNow();
        takeOver(descriptor);

        var bytes = ByteBuffer.allocateDirect(1);

        assertThatThrownBy(() -> subscriber.write(bytes)).isInstanceOf(ClosedChannelException.class);
        assertThat(bytes.remaining()).isEqualTo(1);
    }

    /** Opens connections until one has this descriptor. */
    private void takeOver(int descriptor) throws IOException {
        for (int i = 0; i < CONNECTIONS_MAX; i++) {
            var other = loopback.connect();
            if (SendCall.descriptor(other.theirs()) == descriptor || SendCall.descriptor(other.ours()) == descriptor) {
                return;
            }
        }
        throw new AssertionError("descriptor " + descriptor + " was given to nobody");
    }

    /** A connection that is nothing but its channel. */
    private record ChannelConnection(SocketChannel channel) implements Connection {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public void close() {}
    }
}
