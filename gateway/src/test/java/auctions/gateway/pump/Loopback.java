package auctions.gateway.pump;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections of this machine to itself, both ends of each; all are closed with it. */
final class Loopback implements AutoCloseable {
    private final ServerSocketChannel server;
    private final List<SocketChannel> channels = new ArrayList<>();

    Loopback() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * One connection.
     *
     * @param theirs the browser's end
     * @param ours the gateway's end, which does not block
     */
    record Ends(SocketChannel theirs, SocketChannel ours) {
        /** What the gateway's end sent: so many bytes of it. */
        byte[] received(int count) throws IOException {
            var bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                if (theirs.read(bytes) < 0) {
                    throw new IOException("ended after " + bytes.position() + " bytes of " + count);
                }
            }
            return bytes.array();
        }
    }

    Ends connect() throws IOException {
        var theirs = SocketChannel.open(server.getLocalAddress());
        channels.add(theirs);
        var ours = server.accept();
        channels.add(ours);
        ours.configureBlocking(false);
        return new Ends(theirs, ours);
    }

    @Override
    public void close() throws IOException {
        for (var channel : channels) {
            channel.close();
        }
        server.close();
    }
}
