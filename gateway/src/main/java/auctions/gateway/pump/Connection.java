package auctions.gateway.pump;

import auctions.gateway.fanout.Output;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The way to one subscriber: a socket, or a response that the servlet container keeps. Called by the subscriber's pump only, which
 * {@link #write} must not keep waiting: what the connection does not take now, it leaves.
 */
public interface Connection extends Output {
    /**
     * The channel of the socket, if its bytes are exactly what is written here: the pump then writes to the socket itself, and
     * waits for it with its selector. Null if the container has to encrypt the bytes or to put them into frames:
     * {@link Subscriber#connectionWritable} then says when bytes are taken again.
     */
    @Nullable
    SocketChannel channel();

    /** Ends the connection after what was written; does nothing if it has ended. */
    void close();
}
