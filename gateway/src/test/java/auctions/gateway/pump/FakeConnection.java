package auctions.gateway.pump;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what it takes, and takes as much as the test lets it. */
final class FakeConnection implements Connection {
    private final StringBuilder taken = new StringBuilder();
    private final @Nullable SocketChannel channel;
    private int room = Integer.MAX_VALUE;
    private boolean closed;

    FakeConnection() {
        this(null);
    }

    FakeConnection(@Nullable SocketChannel channel) {
        this.channel = channel;
    }

    /** Lets it take so many bytes from now on. */
    void takes(int bytes) {
        room = bytes;
    }

    String taken() {
        return taken.toString();
    }

    boolean closed() {
        return closed;
    }

    @Override
    public @Nullable SocketChannel channel() {
        return channel;
    }

    @Override
    public int write(ByteBuffer bytes) {
        var some = new byte[Math.min(room, bytes.remaining())];
        bytes.get(some);
        room -= some.length;
        taken.append(new String(some, StandardCharsets.UTF_8));
        return some.length;
    }

    @Override
    public void close() {
        closed = true;
    }
}
