package auctions.gateway.pump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What other threads want of a pump, and the selector at which the pump sleeps: the first of them wakes it. A stalled connection that
 * takes bytes again wakes the pump, too.
 *
 * <p>A pump that is awake is not woken. A wake-up takes a lock of the selector, which the pump needs, too, to go to sleep; where a crowd of virtual
 * threads waited for the lock, the pump once waited behind all of them for a second.
 */
final class Inbox {
    private final Selector selector;

    // From any thread.
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean appended;
    private volatile boolean stopped;

    Inbox() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("could not open selector of pump", e);
        }
    }

    /** Asks for a task. Any thread's, as are the next two. */
    void post(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** Says that the log of some view has grown. */
    void appended() {
        appended = true;
        wake();
    }

    /** Asks for the end of the pump's thread. */
    void stop() {
        stopped = true;
        wake();
    }

    private void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** Whether the pump is to end. On the pump's thread, as are the next ones. */
    boolean stopped() {
        return stopped;
    }

    /** Whether some log has grown since this was asked last. */
    boolean takeAppended() {
        if (!appended) {
            return false;
        }
        appended = false;
        return true;
    }

    /** For connections that may stall. */
    Selector selector() {
        return selector;
    }

    /** Sleeps until there is something to do, at most so long, and hands over the connections that take bytes again; 0 never sleeps. */
    void select(long millisMax, Consumer<SelectionKey> ready) {
        // First asleep, then the look at what there is: whoever comes after the look wakes the pump.
        asleep.set(millisMax > 0);
        try {
            if (millisMax == 0 || appended || stopped || !tasks.isEmpty()) {
                selector.selectNow(ready);
            } else {
                selector.select(ready, millisMax);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not select among stalled subscribers", e);
        } finally {
            asleep.set(false);
        }
    }

    /** Does one task after another until their time in a row is over: a crowd of newcomers keeps nobody waiting. */
    void run(Deadlines deadlines, long beganNanos) {
        boolean over = false;
        for (var task = tasks.poll(); task != null; task = over ? null : tasks.poll()) {
            task.run();
            over = deadlines.isOver(beganNanos, System.nanoTime());
        }
    }

    /** The sockets of channels that were closed while they were registered with the selector are given back here. */
    void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close selector of pump", e);
        }
    }
}
