package auctions.gateway.pump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection that is nothing but its channel. */
final class ChannelConnection implements Connection {
    private final SocketChannel channel;
    private int writes;

    ChannelConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** How often the pump wrote to it, and not to the socket itself. */
    int writes() {
        return writes;
    }

    @Override
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        writes++;
        return channel.write(bytes);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
