package auctions.gateway.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the reader's clients: where to connect and how is configuration, what safety rests on is not. */
final class KafkaClients {
    private static final int FETCH_BYTES_MAX = 32 << 20;

    private final Map<String, Object> consumer;
    private final Map<String, Object> admin;

    KafkaClients(Map<String, Object> consumer, Map<String, Object> admin, int recordsMax) {
        this.consumer = new HashMap<>(consumer);
        this.admin = Map.copyOf(admin);
        this.consumer
                .keySet()
                .removeAll(Set.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        this.consumer.putAll(Map.of(
                // An aborted transaction never happened, and an open one has not happened yet.
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                // No group, no commits: every gateway reads everything, and leaves nothing behind at the broker.
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // A position that is gone means a topic that was cut off: to be told, not silently moved.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                // Topics are the ingestor's to make.
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                recordsMax,
                // Catch-up is bound by round trips: few and large ones.
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES_MAX,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES_MAX));
    }

    /** A consumer without a group, which belongs to the thread that uses it. */
    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A client for questions about topics. */
    Admin admin() {
        return Admin.create(admin);
    }
}
