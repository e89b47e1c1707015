package auctions.gateway.pump;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the buffers of all {@link BufferedConnection}s may hold together. Half of it is for the first, small buffer of each: peers that
 * take nothing and fill large ones leave that to the others. Any thread's.
 */
final class BufferMemory {
    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    BufferMemory(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes memory for a first buffer; false if there is none. */
    boolean takeFirst(int bytes) {
        return take(bytes, bytesMax);
    }

    /** Takes memory for a buffer to grow; false if there is none. */
    boolean takeMore(int bytes) {
        return take(bytes, bytesMax / 2);
    }

    private boolean take(int bytes, long limit) {
        long now = taken.get();
        while (now + bytes <= limit) {
            if (taken.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    /** Gives memory back. */
    void give(int bytes) {
        taken.addAndGet(-bytes);
    }

    /** Bytes taken now. */
    long taken() {
        return taken.get();
    }
}
