package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is written goes to the connection's own socket or nowhere. */
class UpgradedConnectionTest {
    private static final int CONNECTIONS_MAX = 100;

    @AutoClose
    private final Loopback loopback = new Loopback();

    @AutoClose
    private final Selector selector = Selector.open();

    private final Loopback.Ends ends = loopback.connect();
    private final UpgradedConnection connection = new UpgradedConnection();

    UpgradedConnectionTest() throws IOException {
        var nio = new NioChannel(new SocketBufferHandler(64, 64, false));
        var wrapper = new NioEndpoint.NioSocketWrapper(nio, new NioEndpoint());
        nio.reset(ends.ours(), wrapper);
        connection.setSocketWrapper(wrapper);
        connection.register(selector, new Subscriber(connection, RequestParameters.parse(Map.of(), null, List.of())));
    }

    @Test
    void writesFromDirectMemoryAndFromTheHeap() throws IOException {
        assertThat(connection.write(ByteBuffer.allocateDirect(2).put(0, new byte[] {1, 2})))
                .isEqualTo(2);
        assertThat(connection.write(ByteBuffer.wrap(new byte[] {3, 4}))).isEqualTo(2);

        assertThat(ends.received(4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void writesIntoNobodyElsesSocket() throws IOException {
        var descriptor = SendCall.descriptor(ends.ours());
        ends.ours().close();
        selector.selectNow();
        takeOver(descriptor);

        var bytes = ByteBuffer.allocateDirect(1);

        assertThatThrownBy(() -> connection.write(bytes)).isInstanceOf(ClosedChannelException.class);
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
}
