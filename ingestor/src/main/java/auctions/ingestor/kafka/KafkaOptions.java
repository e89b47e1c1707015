package auctions.ingestor.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * The options of every Kafka client. {@code spring.kafka.*} gives addresses, security and tuning; what exactness rests
 * on is written over it here.
 */
public final class KafkaOptions {

    /** How often a member of the group shows that it lives; a standby learns as fast that it is its turn. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(300);

    private static final Duration POLL_INTERVAL_MAX = Duration.ofSeconds(10);

    private static final int BATCH_BYTES = 256 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024 * 1024;

    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private static final int POLL_RECORDS = 5_000;

    /** A broker answers a connection's questions in turn: one that waits for records holds up the next. */
    private static final int FETCH_WAIT_MILLIS = 10;

    private static final int LINGER_MILLIS = 5;

    private final KafkaProperties kafka;

    private final Map<String, Object> tls;

    private final TopicProperties topics;

    /**
     * Options of the clients of one ingestor.
     *
     * @param tls options of every client that {@code spring.kafka.*} does not come to by itself
     */
    KafkaOptions(KafkaProperties kafka, Map<String, Object> tls, TopicProperties topics) {
        this.kafka = kafka;
        this.tls = tls;
        this.topics = topics;
    }

    /** The configured addresses of brokers, as people write them. */
    String bootstrap() {
        return String.join(",", kafka.getBootstrapServers());
    }

    /**
     * Options of the writer. Linger and batch size are for the stream of a snapshot; a batch that is to be committed is
     * flushed, so a single row never lingers.
     */
    Map<String, Object> producer(TopicLimits limits) {
        var options = new HashMap<String, Object>();
        options.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        options.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        options.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        options.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        options.putAll(kafka.buildProducerProperties());
        options.putAll(tls);
        options.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
        options.put(ProducerConfig.CLIENT_ID_CONFIG, topics.transactionalId());
        options.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.transactionalId());
        options.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(topics.transactionTimeout()));
        options.put(ProducerConfig.ACKS_CONFIG, "all");
        options.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        options.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        options.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        options.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(topics.deliveryTimeout()));
        options.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(topics.deliveryTimeout()));
        options.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout());
        options.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, limits.requestBytesMax());
        options.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        options.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return options;
    }

    /** Options of the reader of committed records; it is no member of any group. */
    Map<String, Object> reader() {
        var options = consumer();
        options.remove(ConsumerConfig.GROUP_ID_CONFIG);
        options.put(ConsumerConfig.CLIENT_ID_CONFIG, topics.transactionalId() + "-reader");
        options.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        options.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        options.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        options.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return options;
    }

    /** Options of the group's member. A cooperative assignor leaves the active one alone when another joins. */
    public Map<String, Object> member() {
        var options = consumer();
        options.put(ConsumerConfig.CLIENT_ID_CONFIG, topics.group() + "-member");
        options.put(ConsumerConfig.GROUP_ID_CONFIG, topics.group());
        options.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        options.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        options.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        options.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(topics.sessionTimeout()));
        options.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(HEARTBEAT_INTERVAL));
        options.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Math.max(millis(POLL_INTERVAL_MAX), millis(topics.sessionTimeout())));
        return options;
    }

    /** Options of the client that creates and verifies topics. */
    Map<String, Object> admin() {
        var options = new HashMap<>(kafka.buildAdminProperties());
        options.putAll(tls);
        options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout());
        options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(topics.deliveryTimeout()));
        return options;
    }

    private Map<String, Object> consumer() {
        var options = new HashMap<>(kafka.buildConsumerProperties());
        options.putAll(tls);
        options.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        options.remove(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG);
        options.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        options.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        options.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        options.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout());
        options.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(topics.deliveryTimeout()));
        options.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        options.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return options;
    }

    /** Half the delivery time-out, so that a request lost on the way is sent once more within it. */
    private int requestTimeout() {
        return millis(topics.deliveryTimeout().dividedBy(2));
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
