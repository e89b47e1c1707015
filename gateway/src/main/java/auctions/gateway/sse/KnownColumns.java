package auctions.gateway.sse;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A view's columns for requests with a filter, which wait until the columns are known: a filter on a column that there is not
 * would cost memory for each row that comes. They wait on their own virtual threads, at most so long and so many at a time.
 */
final class KnownColumns {
    private final Duration waitMax;
    private final int waitingMax;

    // Any thread's.
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();

    KnownColumns(Duration waitMax, int waitingMax) {
        this.waitMax = waitMax;
        this.waitingMax = waitingMax;
    }

    /** A view's columns once they are known; empty if they are not known in time, or if too many requests wait for them. */
    Optional<ViewColumns> await(Supplier<ViewColumns> columns) throws InterruptedException {
        try {
            return waiting.incrementAndGet() <= waitingMax ? awaitAmongTheOthers(columns) : Optional.empty();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private Optional<ViewColumns> awaitAmongTheOthers(Supplier<ViewColumns> columns) throws InterruptedException {
        long leftNanos = waitMax.toNanos();
        lock.lockInterruptibly();
        try {
            var known = columns.get();
            while (!known.areKnown()) {
                if (leftNanos <= 0) {
                    return Optional.empty();
                }
                leftNanos = appended.awaitNanos(leftNanos);
                known = columns.get();
            }
            return Optional.of(known);
        } finally {
            lock.unlock();
        }
    }

    /** Says that a log has grown, which may have made columns known. The log's writer calls it. */
    void appended() {
        // A request counts as waiting before it looks at the log, and the log grew before this line: one sees the
        // other.
        if (waiting.get() > 0) {
            lock.lock();
            try {
                appended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many requests wait now. */
    int waiting() {
        return waiting.get();
    }
}
