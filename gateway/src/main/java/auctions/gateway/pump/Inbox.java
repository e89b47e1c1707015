package auctions.gateway.pump;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What other threads want done on a pump's thread, in their order. */
final class Inbox {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Any thread's. */
    void add(Runnable task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Does one task after another until their time in a row is over: a crowd of newcomers keeps nobody waiting. The pump's thread. */
    void run(Deadlines deadlines, long beganNanos) {
        boolean over = false;
        for (var task = tasks.poll(); task != null; task = over ? null : tasks.poll()) {
            task.run();
            over = deadlines.isOver(beganNanos, System.nanoTime());
        }
    }
}
