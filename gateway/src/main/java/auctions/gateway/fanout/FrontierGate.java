package auctions.gateway.fanout;

import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets requests wait until the frontier of a log has come as far as they ask. Costs the log's writer nothing while nobody waits. */
final class FrontierGate {
    private final TopicLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();

    // Written under the lock; read by the log's writer after it has shown what it appended, and raised by a request
    // before it looks.
    private volatile int waiting;

    FrontierGate(TopicLog log) {
        this.log = log;
        log.onAppend(this::wake);
    }

    private void wake() {
        if (waiting > 0) {
            lock.lock();
            try {
                appended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits at most this long; whether the frontier is at this time or beyond it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    boolean await(MzTimestamp atLeast, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting++;
            long leftNanos = most.toNanos();
            while (!isReached(atLeast)) {
                if (leftNanos <= 0) {
                    return false;
                }
                leftNanos = appended.awaitNanos(leftNanos);
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private boolean isReached(MzTimestamp atLeast) {
        return log.frontier().filter(frontier -> !frontier.isBefore(atLeast)).isPresent();
    }
}
