package auctions.gateway.sse;

import auctions.gateway.fanout.Cursor;
import auctions.gateway.fanout.Delivery;
import auctions.gateway.fanout.FanoutLog;
import auctions.gateway.fanout.Gather;
import auctions.gateway.fanout.Opening;
import auctions.gateway.fanout.Output;
import auctions.gateway.fanout.StreamRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One browser: a connection, and a place in the log. No queue, no thread, no buffer. Owned by one pump; only the connection's own
 * news comes from elsewhere, by the pump's inbox.
 */
final class Subscriber {
    final Connection connection;

    // The pump's books about it.
    int index = -1;
    boolean queued;
    boolean stalled;
    long stalledAtNanos;
    long writtenAtNanos;
    long endAtNanos;

    // Until there is a cursor: what to open, and then nothing more.
    private @Nullable StreamRequest request;
    private @Nullable Cursor cursor;

    Subscriber(Connection connection, StreamRequest request) {
        this.connection = connection;
        this.request = request;
    }

    /** Takes its place in the log, if the log has come as far as what it wants to continue from. */
    void open(FanoutLog log) {
        var wanted = request;
        if (wanted == null) {
            return;
        }
        switch (log.open(wanted)) {
            case Opening.Ready(var ready) -> {
                cursor = ready;
                request = null;
            }
            case Opening.Ahead() -> {}
        }
    }

    /** Reads from each object that a turn needs, so that all are in the processor's cache by then. */
    long fetch() {
        return connection.fetch() + (cursor == null ? 0 : cursor.fetch());
    }

    /** Whether it has no place in the log yet. */
    boolean waiting() {
        return cursor == null;
    }

    /** Writes what is pending, as far as one turn and the connection go. */
    Delivery deliver(Output output, Gather gather) throws IOException {
        if (cursor == null) {
            return Delivery.CAUGHT_UP;
        }
        var delivery = cursor.write(output, gather);
        return connection.flush() ? delivery : Delivery.STALLED;
    }

    /** From here on, what was superseded meanwhile is left out. */
    void conflate() {
        if (cursor != null) {
            cursor.conflate();
        }
    }

    /** Writes a comment, unless a block is under way. False if it was cut: half a comment would swallow the line after it. */
    boolean heartbeat(ByteBuffer comment) throws IOException {
        if (cursor != null && cursor.insideBlock()) {
            return true;
        }
        int written = connection.write(comment);
        connection.flush();
        return written == 0 || !comment.hasRemaining();
    }
}
