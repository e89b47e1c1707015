package auctions.gateway.sse;

import auctions.gateway.fanout.Output;
import java.io.IOException;
import java.nio.channels.Selector;

/** One subscriber's way out: a socket of its own, or a response of the servlet container. Called by the subscriber's pump only. */
interface Connection extends Output {
    /**
     * Sends what {@link #write} took, where that is not the same.
     *
     * @return false if it has to be done again when bytes are taken again
     */
    boolean flush() throws IOException;

    /**
     * Makes itself known to its pump's selector; called once, before all else.
     *
     * @throws IOException if the other side is gone
     */
    void register(Selector selector, Subscriber subscriber) throws IOException;

    /**
     * Asks that the pump be told when bytes are taken again: through its selector, or by {@link Pump#writable}.
     *
     * @throws IOException if the other side is gone
     */
    void awaitWritable() throws IOException;

    /** Reads what {@link #write} needs of it, for the processor's cache. */
    int fetch();

    /** Ends the connection after what was written; does nothing if it has ended. */
    void close();
}
