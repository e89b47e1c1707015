package auctions.gateway.pump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What other threads want of a pump, and the selector at which the pump sleeps: each of them wakes it. A stalled connection that
 * takes bytes again wakes the pump, too.
 */
final class Inbox {
    private final Selector selector;

    // From any thread.
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
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
        selector.wakeup();
    }

    /** Says that the log of some view has grown. */
    void appended() {
        appended = true;
        selector.wakeup();
    }

    /** Asks for the end of the pump's thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
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
        try {
            if (millisMax == 0 || appended || !tasks.isEmpty()) {
                selector.selectNow(ready);
            } else {
                selector.select(ready, millisMax);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not select among stalled subscribers", e);
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
