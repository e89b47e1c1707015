package auctions.ingestor.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership by consumer group: the progress topic has one partition, so one member of the group has it. The member
 * reads nothing. It polls on a thread of its own, because the ingestor's loop may wait for rows or for Kafka.
 */
final class GroupLeadership implements Leadership {

    private static final Logger log = LoggerFactory.getLogger(GroupLeadership.class);

    private static final Duration POLL = Duration.ofMillis(100);

    /** Enough for the request that leaves the group. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final String topic;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final ThreadFactory threads;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    // Written under the lock, read without it.
    private volatile boolean held;
    private volatile @Nullable BrokerException failure;

    // Guarded by the lock.
    private boolean closed;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;
    private Runnable onLoss = () -> {};

    /**
     * Leadership through the partition of a topic.
     *
     * @param consumers makes members of the group
     */
    GroupLeadership(String topic, Supplier<Consumer<byte[], byte[]>> consumers, ThreadFactory threads) {
        this.topic = topic;
        this.consumers = consumers;
        this.threads = threads;
    }

    @Override
    public void start(Runnable lossListener) {
        lock.lock();
        try {
            if (thread == null && !closed) {
                onLoss = lossListener;
                thread = threads.newThread(this::run);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean held() {
        var fatal = failure;
        if (fatal != null) {
            throw fatal;
        }
        return held;
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
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

    @Override
    public void close() {
        Thread member;
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            member = thread;
            if (consumer != null) {
                consumer.wakeup();
            }
        } finally {
            lock.unlock();
        }
        if (member != null) {
            try {
                var _ = member.join(CLOSE_TIMEOUT.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!closed()) {
            try {
                member();
            } catch (WakeupException e) {
                // close() wants the thread to end
            } catch (KafkaException e) {
                var cause = BrokerFailures.of(e, "take part in the group of topic " + topic, AclOperation.READ);
                if (cause.failureClass() == BrokerFailureClass.FATAL) {
                    fail(cause);
                    return;
                }
                log.atWarn().setCause(e).log("left the group after an error, joining again");
            }
            pause();
        }
    }

    /** One membership, from joining to leaving. */
    private void member() {
        var member = consumers.get();
        try (var _ = leaving(member)) {
            if (!register(member)) {
                return;
            }
            member.subscribe(List.of(topic), new Assignment(member));
            while (!closed()) {
                member.poll(POLL);
            }
        } finally {
            set(false);
        }
    }

    private AutoCloseableMember leaving(Consumer<byte[], byte[]> member) {
        return () -> {
            register(null);
            member.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        };
    }

    private boolean register(@Nullable Consumer<byte[], byte[]> member) {
        lock.lock();
        try {
            consumer = member;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long nanos = RETRY_DELAY.toNanos();
            while (!closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void fail(BrokerException cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onLoss.run();
    }

    private void set(boolean now) {
        boolean lost;
        lock.lock();
        try {
            lost = held && !now;
            held = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (lost) {
            onLoss.run();
        }
    }

    /** A resource whose end throws nothing that is checked. */
    @FunctionalInterface
    private interface AutoCloseableMember extends AutoCloseable {

        @Override
        void close();
    }

    /** Hears which member has the partition; called within poll. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> member;

        Assignment(Consumer<byte[], byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                member.pause(partitions);
                set(true);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                set(false);
            }
        }
    }
}
