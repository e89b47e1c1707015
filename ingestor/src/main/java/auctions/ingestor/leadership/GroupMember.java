package auctions.ingestor.leadership;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * This instance in the group, from joining to leaving. The member reads nothing: it polls so that the group knows it lives, and
 * tells a {@link LeadershipState} whether it has the partition. Owned by the thread that polls.
 */
final class GroupMember implements ConsumerRebalanceListener, AutoCloseable {

    /** Enough for the request that leaves the group. */
    static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;

    private final LeadershipState state;

    private final Runnable onLoss;

    /**
     * A member that has not joined yet.
     *
     * @param onLoss called when the member has lost the partition
     */
    GroupMember(Consumer<byte[], byte[]> consumer, LeadershipState state, Runnable onLoss) {
        this.consumer = consumer;
        this.state = state;
        this.onLoss = onLoss;
    }

    /** Joins the group that shares this topic's one partition. */
    void join(String topic) {
        consumer.subscribe(List.of(topic), this);
    }

    /** Shows that this instance lives, and hears whether it has the partition. */
    void poll() {
        consumer.poll(POLL);
    }

    /** Ends the running poll, or the next one. May be called from any thread. */
    void wake() {
        consumer.wakeup();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            consumer.pause(partitions);
            state.gain();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            lose();
        }
    }

    private void lose() {
        if (state.lose()) {
            onLoss.run();
        }
    }

    /** Leaves the group, so that another instance takes over without waiting. */
    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            lose();
        }
    }
}
