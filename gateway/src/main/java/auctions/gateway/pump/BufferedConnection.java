package auctions.gateway.pump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the servlet container keeps, because it encrypts the bytes or puts them into frames. The pump puts its bytes
 * into a small buffer, and the thread that answers the request sends them. That thread may wait for the peer for as long as it
 * likes; the pump never does: a full buffer is to the pump what a full socket is. And only that thread touches the container's
 * response, which the container keeps until the thread returns.
 */
public final class BufferedConnection implements Connection {
    /** The most that waits here for one subscriber. As much again may be on its way through the container. */
    static final int CAPACITY = 32 << 10;

    /** The size of a first buffer, which stays as small where many peers take nothing. */
    static final int CAPACITY_AT_FIRST = 4 << 10;

    private static final byte[] EMPTY = {};

    private final BufferMemory memory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Under the lock. The array grows with what is written, and is gone when nothing waits.
    private byte[] waiting = EMPTY;
    private int length;
    private boolean refused;
    private boolean closed;

    // The thread's that answers the request.
    private byte[] sending = EMPTY;

    /** A connection whose buffers come from this memory. */
    BufferedConnection(BufferMemory memory) {
        this.memory = memory;
    }

    /** None: the bytes on the socket are the container's. */
    @Override
    public @Nullable SocketChannel channel() {
        return null;
    }

    /**
     * Takes as much as has room.
     *
     * @throws BuffersFullException if there is no memory for any room
     */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the container has ended the response");
            }
            makeRoom(Math.min(CAPACITY, length + bytes.remaining()));
            int taken = Math.min(bytes.remaining(), waiting.length - length);
            refused |= taken < bytes.remaining();
            if (taken > 0) {
                bytes.get(waiting, length, taken);
                length += taken;
                changed.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(int bytes) throws BuffersFullException {
        if (waiting.length == 0) {
            if (!memory.takeFirst(CAPACITY_AT_FIRST)) {
                throw new BuffersFullException();
            }
            waiting = new byte[CAPACITY_AT_FIRST];
        }
        int grown = Math.min(CAPACITY, Math.max(bytes, 2 * waiting.length));
        if (waiting.length < bytes && memory.takeMore(grown - waiting.length)) {
            waiting = Arrays.copyOf(waiting, grown);
        }
    }

    /** Ends the connection once what was written is sent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection, and forgets what is not sent. The thread's that answers the request, and no longer does. */
    public void end() {
        lock.lock();
        try {
            closed = true;
            memory.give(waiting.length + sending.length);
            waiting = EMPTY;
            sending = EMPTY;
            length = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends what the pump writes until the pump closes the connection. The thread's that answers the request.
     *
     * @param writable called when the pump may write again after it was refused
     */
    public void sendTo(OutputStream output, Runnable writable) throws IOException, InterruptedException {
        for (int taken = take(writable); taken > 0; taken = take(writable)) {
            output.write(sending, 0, taken);
            output.flush();
        }
    }

    /** Takes all that waits to be sent, as soon as anything does, and returns how many bytes that is: 0 once the pump has closed. */
    private int take(Runnable writable) throws InterruptedException {
        boolean mayWrite;
        int taken;
        lock.lockInterruptibly();
        try {
            memory.give(sending.length);
            sending = EMPTY;
            while (length == 0 && !closed) {
                changed.await();
            }
            taken = length;
            sending = waiting;
            waiting = EMPTY;
            length = 0;
            mayWrite = refused;
            refused = false;
        } finally {
            lock.unlock();
        }
        if (mayWrite) {
            writable.run();
        }
        return taken;
    }
}
