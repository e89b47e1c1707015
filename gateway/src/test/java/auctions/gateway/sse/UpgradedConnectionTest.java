package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written goes to the connection's own socket or nowhere. */
class UpgradedConnectionTest {
    private static final int SOCKETS_MAX = 100;

    private final UpgradedConnection connection = new UpgradedConnection();
    private final List<SocketChannel> channels = new ArrayList<>();
    private ServerSocketChannel server;
    private SocketChannel theirs;
    private SocketChannel ours;
    private Selector selector;

    @BeforeEach
    void connect() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        selector = Selector.open();
        theirs = open();
        ours = accept();
        var nio = new NioChannel(new SocketBufferHandler(64, 64, false));
        var wrapper = new NioEndpoint.NioSocketWrapper(nio, new NioEndpoint());
        nio.reset(ours, wrapper);
        connection.setSocketWrapper(wrapper);
        connection.register(selector, new Subscriber(connection, RequestParameters.parse(Map.of(), null, List.of())));
    }

    @AfterEach
    void disconnect() throws IOException {
        for (var channel : channels) {
            channel.close();
        }
        selector.close();
        server.close();
    }

    @Test
    void writesFromDirectMemoryAndFromTheHeap() throws IOException {
        assertThat(connection.write(ByteBuffer.allocateDirect(2).put(0, new byte[] {1, 2})))
                .isEqualTo(2);
        assertThat(connection.write(ByteBuffer.wrap(new byte[] {3, 4}))).isEqualTo(2);

        var received = ByteBuffer.allocate(4);
        while (received.hasRemaining()) {
            theirs.read(received);
        }
        assertThat(received.array()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void writesIntoNobodyElsesSocket() throws IOException {
        var descriptor = SendCall.descriptor(ours);
        ours.close();
        selector.selectNow();
        takeOver(descriptor);

        var bytes = ByteBuffer.allocateDirect(1);

        assertThatThrownBy(() -> connection.write(bytes)).isInstanceOf(ClosedChannelException.class);
        assertThat(bytes.remaining()).isEqualTo(1);
    }

    /** Opens connections until one has this descriptor. */
    private void takeOver(int descriptor) throws IOException {
        for (int i = 0; i < SOCKETS_MAX; i++) {
            if (SendCall.descriptor(open()) == descriptor || SendCall.descriptor(accept()) == descriptor) {
                return;
            }
        }
        throw new AssertionError("descriptor " + descriptor + " was given to nobody");
    }

    private SocketChannel open() throws IOException {
        var opened = SocketChannel.open(server.getLocalAddress());
        channels.add(opened);
        return opened;
    }

    private SocketChannel accept() throws IOException {
        var accepted = server.accept();
        accepted.configureBlocking(false);
        channels.add(accepted);
        return accepted;
    }
}
