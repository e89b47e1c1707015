package auctions.gateway.pump;

import auctions.gateway.fanout.Output;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The way to one subscriber: a socket, or a response that the servlet container keeps. Called by the subscriber's pump only. */
public interface Connection extends Output {
    /**
     * The channel of the socket, if its bytes are exactly what is written here: the pump then writes to the socket itself, and
     * waits for it with its selector. Null if the container has to encrypt the bytes or to put them into frames.
     */
    @Nullable
    SocketChannel channel();

    /**
     * Sends what {@link #write} took, where that is not the same.
     *
     * @return false if it has to be done again when bytes are taken again, which {@link Subscriber#connectionWritable} tells
     */
    boolean flush() throws IOException;

    /** Ends the connection after what was written; does nothing if it has ended. */
    void close();
}
