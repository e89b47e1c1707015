package auctions.gateway.sse;

import auctions.gateway.fanout.Output;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The connection of the subscriber whose turn it is, and the count of what connections took. Owned by one pump. */
final class Meter implements Output {
    private final SubscriberRegistry registry;

    private Output output = _ -> 0;
    private boolean wrote;
    private long writes;
    private long bytes;

    Meter(SubscriberRegistry registry) {
        this.registry = registry;
    }

    /** Begins the turn of this connection. */
    void of(Output next) {
        output = next;
        wrote = false;
    }

    /** Whether the connection took anything in its turn. */
    boolean wrote() {
        return wrote;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = output.write(source);
        if (written > 0) {
            wrote = true;
            writes++;
            bytes += written;
        }
        return written;
    }

    /** Adds to the registry's counters what came together since the last time. */
    void report() {
        if (writes > 0) {
            registry.delivered(writes, bytes);
            writes = 0;
            bytes = 0;
        }
    }
}
