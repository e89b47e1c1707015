package auctions.gateway.pump;

import auctions.gateway.fanout.Cursor;
import auctions.gateway.fanout.Delivery;
import auctions.gateway.fanout.Opening;
import auctions.gateway.fanout.Output;
import auctions.gateway.fanout.Scratch;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser: a connection, and a position in the log of one view. No queue, no thread, no buffer. Its life, in the order of the methods: the
 * container gives it to its pump, the pump admits it, opens its cursor in the log, gives it turns, and closes it.
 */
public final class Subscriber implements Output {
    private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

    private final Pump pump;
    private final ViewSubscribers peers;
    private final Connection connection;
    private final StreamRequest request;
    private final Client client;

    // The pump's thread only, from here on. No cursor: the subscriber waits. No key: the container keeps the socket.
    private @Nullable Cursor cursor;
    private @Nullable SelectionKey key;
    private int descriptor = SocketCalls.NO_DESCRIPTOR;

    private boolean stalled;
    private long stalledAtNanos;
    private long admittedAtNanos;
    private long writtenAtNanos;
    private long writtenBytes;

    // The books of the pump: the index in its list, and whether it is in the queue for another turn.
    int index = -1;
    boolean queued;

    Subscriber(Pump pump, ViewSubscribers peers, Connection connection, StreamRequest request, Client client) {
        this.pump = pump;
        this.peers = peers;
        this.connection = connection;
        this.request = request;
        this.client = client;
    }

    /** Lets the pump begin. It was counted by {@link Admission#enter}. The connection holds bytes back until the response's head is out. Any thread's. */
    public void start() {
        pump.post(() -> pump.admit(this));
    }

    /** Says that the connection takes bytes again. Any thread's. */
    public void connectionWritable() {
        pump.post(() -> pump.resume(this));
    }

    /** Says that the connection has ended, and why. Any thread's. */
    public void connectionEnded(Disconnect cause) {
        pump.post(() -> pump.disconnect(this, cause));
    }

    /** Belongs to its pump from now on. */
    void admitted(Selector selector, long nowNanos) throws IOException {
        admittedAtNanos = nowNanos;
        writtenAtNanos = nowNanos;
        var channel = connection.channel();
        if (channel == null) {
            return;
        }
        try {
            key = channel.register(selector, 0, this);
            descriptor = SocketCalls.descriptor(channel);
        } catch (RuntimeException e) {
            throw new ConnectionException("could not register the channel", e);
        }
    }

    /** Whether its pump serves it: it was admitted, and is not disconnected. */
    boolean isHere() {
        return index >= 0;
    }

    /** Whether it has no cursor yet: the log has not caught up with the topic, or has not reached the id to continue from. */
    boolean waiting() {
        return cursor == null;
    }

    /** The view whose rows it gets. */
    View view() {
        return peers.view();
    }

    /** The pump's subscribers of the same view, where it is counted. */
    ViewSubscribers peers() {
        return peers;
    }

    /** Takes a position in the view's log, if the log has come as far. */
    void open(OpeningTrace trace) {
        switch (view().open(request)) {
            case Opening.Ready(var ready, var outcome) -> {
                cursor = ready;
                trace.opened(view(), request, outcome, admittedAtNanos);
            }
            case Opening.Ahead() -> {}
        }
    }

    /** Whether it has more to get than what came last: it gets its turns after those at the head. */
    boolean behind() {
        return cursor != null && cursor.isBehind();
    }

    /** Reads from each object that a turn needs, see {@link Subscribers}. */
    long prefetch() {
        return (maySend() ? 1 : 0) + (cursor == null ? 0 : cursor.prefetch());
    }

    /** One turn: writes what is pending, as far as one turn and the connection go. */
    Delivery turn(Scratch scratch, long nowNanos) throws IOException {
        if (cursor == null) {
            return Delivery.CAUGHT_UP;
        }
        long before = writtenBytes;
        var delivery = cursor.write(this, scratch);
        boolean wrote = writtenBytes != before;
        if (wrote) {
            writtenAtNanos = nowNanos;
        }
        if (delivery == Delivery.STALLED) {
            stall(wrote, nowNanos);
        } else {
            stalled = false;
        }
        return delivery;
    }

    /**
     * Writes to the socket itself where the pump may, and else to the connection. A failed send does not say why: the subscriber assumes that
     * the socket has no room, and stalls. If the reason is another, the selector reports the socket at once, the next send fails as well, and the
     * connection says why.
     */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return write(bytes, stalled);
    }

    private int write(ByteBuffer bytes, boolean reasonWanted) throws IOException {
        int taken = maySend() && bytes.isDirect() ? send(bytes, reasonWanted) : writeToConnection(bytes);
        writtenBytes += taken;
        return taken;
    }

    private int send(ByteBuffer bytes, boolean reasonWanted) throws IOException {
        int taken = SocketCalls.send(descriptor, bytes);
        if (taken != SocketCalls.FAILED) {
            return taken;
        }
        return reasonWanted ? writeToConnection(bytes) : 0;
    }

    private int writeToConnection(ByteBuffer bytes) throws IOException {
        try {
            return connection.write(bytes);
        } catch (RuntimeException e) {
            throw new ConnectionException("could not write to the connection", e);
        }
    }

    /** Whether the descriptor is good, see {@link SocketCalls}. */
    private boolean maySend() {
        return descriptor != SocketCalls.NO_DESCRIPTOR && key != null && key.isValid();
    }

    /** How many bytes the socket's send queue holds; 0 where the pump may not ask. */
    int unacknowledgedBytes(ByteBuffer result) {
        return maySend() ? SocketCalls.unacknowledged(descriptor, result) : 0;
    }

    private void stall(boolean wrote, long nowNanos) throws IOException {
        if (wrote || !stalled) {
            stalledAtNanos = nowNanos;
        }
        stalled = true;
        try {
            if (key != null) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        } catch (CancelledKeyException e) {
            throw new IOException("the container has closed the channel", e);
        }
    }

    /** Whether its connection took less than it was offered. It gets no turn until the connection takes bytes again. */
    boolean stalled() {
        return stalled;
    }

    /** For how long its connection has taken no byte, if it is stalled. */
    long stalledNanos(long nowNanos) {
        return nowNanos - stalledAtNanos;
    }

    /** From here on, what was superseded meanwhile is left out. */
    void conflate() {
        if (cursor != null) {
            cursor.conflate();
        }
    }

    /** The bytes that its connection has taken so far. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** For how long nothing was written. */
    long silentNanos(long nowNanos) {
        return nowNanos - writtenAtNanos;
    }

    /** How long it has been here. */
    long ageNanos(long nowNanos) {
        return nowNanos - admittedAtNanos;
    }

    /** Who reads. */
    Client client() {
        return client;
    }

    /** Whether its stream has lasted as long as it may. */
    boolean expired(long nowNanos) {
        return ageNanos(nowNanos) >= client.life().toNanos();
    }

    /** Writes a comment or a block, unless a block is under way. False if it was cut: a part would swallow the line after it. */
    boolean interject(ByteBuffer whole, long nowNanos) throws IOException {
        writtenAtNanos = nowNanos;
        if (cursor != null && cursor.insideBlock()) {
            return true;
        }
        int written = write(whole, true);
        return written == 0 || !whole.hasRemaining();
    }

    /** Ends the connection. Whatever goes wrong in that concerns no other subscriber. */
    void close() {
        view().leave(request);
        try {
            connection.close();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("could not close connection");
        }
    }
}
