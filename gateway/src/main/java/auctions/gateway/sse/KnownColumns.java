package auctions.gateway.sse;

import auctions.gateway.fanout.View;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets requests that name columns wait until the columns of their view are known: a filter on a column that the view does not have would
 * cost memory for each row that comes. A request waits on its own virtual thread. The time is limited, and so is the number of requests
 * that wait.
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

    /**
     * What a request asks of a view. A request that names columns waits until the view's columns are known, and is read once more.
     *
     * @param reading reads the request by the columns of the view
     * @param namesColumns whether what was read names columns
     * @return empty if the view's columns do not become known
     */
    <T> Optional<T> read(View view, Function<ViewColumns, T> reading, Predicate<T> namesColumns) {
        var columns = ViewColumns.of(view);
        var asked = reading.apply(columns);
        if (columns.areKnown() || !namesColumns.test(asked)) {
            return Optional.of(asked);
        }
        try {
            return await(() -> ViewColumns.of(view)).map(reading);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
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
        // A request is counted before it looks at the log, and the log has grown before this line. So a request that
        // this line does not count sees the new columns.
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
