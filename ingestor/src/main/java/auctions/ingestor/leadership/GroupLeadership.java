package auctions.ingestor.leadership;

import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.BrokerFailures;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership by consumer group: the progress topic has one partition, so one {@link GroupMember} has it. A thread of its
 * own polls, because the ingestor's loop may wait for rows or for Kafka; after an error it joins the group again.
 */
final class GroupLeadership implements Leadership {

    private static final Logger log = LoggerFactory.getLogger(GroupLeadership.class);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final String topic;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final ThreadFactory threads;

    private final LeadershipState state = new LeadershipState();

    private final CountDownLatch closing = new CountDownLatch(1);

    // Guarded by this.
    private @Nullable Thread thread;
    private @Nullable GroupMember polling;

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
    public synchronized void start(Runnable onLoss) {
        if (thread == null && !closing()) {
            thread = threads.newThread(() -> run(onLoss));
            thread.start();
        }
    }

    @Override
    public boolean held() {
        return state.held();
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return state.await(timeout);
    }

    @Override
    public void close() {
        var running = endPolling();
        if (running != null) {
            try {
                var _ = running.join(GroupMember.CLOSE_TIMEOUT.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized @Nullable Thread endPolling() {
        closing.countDown();
        if (polling != null) {
            polling.wake();
        }
        return thread;
    }

    private synchronized void polling(@Nullable GroupMember member) {
        polling = member;
    }

    private boolean closing() {
        return closing.getCount() == 0;
    }

    private void run(Runnable onLoss) {
        while (!closing()) {
            try (var member = new GroupMember(consumers.get(), state, onLoss)) {
                poll(member);
            } catch (WakeupException e) {
                // close() wants the thread to end
            } catch (KafkaException e) {
                var cause = BrokerFailures.of(e, "take part in the group of topic " + topic, AclOperation.READ);
                if (cause.failureClass() == BrokerFailureClass.FATAL) {
                    state.fail(cause);
                    onLoss.run();
                    return;
                }
                log.atWarn().setCause(e).log("left the group after an error, joining again");
            }
            pause();
        }
    }

    /** One membership, from joining to leaving. */
    private void poll(GroupMember member) {
        polling(member);
        try {
            member.join(topic);
            while (!closing()) {
                member.poll();
            }
        } finally {
            polling(null);
        }
    }

    private void pause() {
        try {
            var _ = closing.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
