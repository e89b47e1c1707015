package auctions.gateway.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The clients of all readers: where to connect and how is configuration, what safety rests on is not. Each reader has a consumer
 * of its own, so that no topic holds up another; one {@link TopicProbe} asks for the topics of all.
 */
final class KafkaClients implements AutoCloseable {
    /** What all consumers together may fetch at once; a share is never so small that catch-up takes many round trips. */
    private static final int FETCH_BYTES_MAX = 32 << 20;

    private static final int FETCH_BYTES_MIN = 2 << 20;

    /** How long the broker may think about a topic without news, where configuration says nothing: each answer costs, and news goes out at once. */
    private static final int FETCH_WAIT_MILLIS = 2_000;

    /** Nobody reads the clients' own metrics: a bean for each of some hundred meters of each consumer would cost more than its work. */
    private static final Map<String, Object> QUIET = Map.of(
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            "",
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
            false);

    private final Map<String, Object> consumer;
    private final Map<String, Object> adminSettings;
    private @Nullable TopicProbe probe;

    /** For so many readers, each of which takes at most so many records at a time. */
    KafkaClients(Map<String, Object> consumer, Map<String, Object> admin, int recordsMax, int readers) {
        int fetchBytes = Math.max(FETCH_BYTES_MIN, FETCH_BYTES_MAX / readers);
        this.consumer = new HashMap<>(consumer);
        this.adminSettings = new HashMap<>(admin);
        this.adminSettings.putAll(QUIET);
        this.consumer.putAll(QUIET);
        this.consumer.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
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
                fetchBytes,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                fetchBytes));
    }

    /** A consumer without a group, which belongs to the thread that uses it. */
    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The probe that all readers share. */
    synchronized TopicProbe probe() {
        if (probe == null) {
            probe = new TopicProbe(Admin.create(adminSettings));
        }
        return probe;
    }

    /** Closes what the readers share. */
    @Override
    public synchronized void close() {
        if (probe != null) {
            probe.close();
        }
    }
}
