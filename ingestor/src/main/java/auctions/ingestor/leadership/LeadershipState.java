package auctions.ingestor.leadership;

import auctions.ingestor.kafka.BrokerException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance leads, or why it never can. The group's member writes it, any thread reads it, and the loop waits for
 * its change.
 */
final class LeadershipState {

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    // Written under the lock, read without it.
    private volatile boolean held;
    private volatile @Nullable BrokerException failure;

    /** Whether this instance leads now. Throws {@link BrokerException} if it never can. */
    boolean held() {
        var fatal = failure;
        if (fatal != null) {
            throw fatal;
        }
        return held;
    }

    /** Waits until this instance leads, at most so long. */
    boolean await(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (!held && failure == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
        return held();
    }

    /** This instance leads from now on. */
    void gain() {
        change(true);
    }

    /** This instance does not lead any more; says whether it did. */
    boolean lose() {
        return change(false);
    }

    private boolean change(boolean now) {
        lock.lock();
        try {
            boolean before = held;
            held = now;
            changed.signalAll();
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** This instance can never lead. */
    void fail(BrokerException cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
