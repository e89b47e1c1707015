package auctions.ingestor.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Kafka itself. The reading clients are made when first needed and kept, so that a standby takes over warm. */
final class KafkaBroker implements Broker {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaOptions options;

    private final TopicProperties topics;

    private @Nullable Admin admin;

    private @Nullable Consumer<byte[], byte[]> consumer;

    KafkaBroker(KafkaOptions options, TopicProperties topics) {
        this.options = options;
        this.topics = topics;
    }

    @Override
    public TopicLimits prepare() {
        try {
            return prepared(new TopicAdmin(admin(), this::empty));
        } catch (BrokerException e) {
            throw e.getCause() instanceof TimeoutException ? withUnresolvableNames(e) : e;
        }
    }

    private TopicLimits prepared(TopicAdmin topicAdmin) {
        var data = topicAdmin.prepare(TopicSpec.data(topics.name()));
        topicAdmin.prepare(TopicSpec.progress(topics.progress()));
        if (topics.onKeyViolation() == RejectionPolicy.DEAD_LETTER) {
            topicAdmin.prepare(TopicSpec.deadLetters(topics.deadLetters()));
        }
        return new TopicLimits(TopicAdmin.messageBytesMax(data), new ClusterFeatures(admin()).fenceStaleCommits());
    }

    /** All that a client says of a broker whose name it cannot resolve is that its time ran out. */
    private BrokerException withUnresolvableNames(BrokerException timeout) {
        return new AdvertisedNames(() -> new KafkaConsumer<>(options.reader()))
                .remedy()
                .map(remedy -> new BrokerException(
                        timeout.failureClass(), "%s; %s".formatted(timeout.getMessage(), remedy), timeout))
                .orElse(timeout);
    }

    @Override
    public Transactions fence(TopicLimits limits) {
        var producer = create(() -> new KafkaProducer<byte[], byte[]>(options.producer(limits)));
        var transactions = new KafkaTransactions(producer, topics.transactionalId());
        try {
            transactions.init();
            return transactions;
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    @Override
    public CommittedLog data() {
        return log(topics.name());
    }

    @Override
    public CommittedLog progress() {
        return log(topics.progress());
    }

    /** The first partition of any topic. */
    CommittedLog log(String topic) {
        return log(topic, 0);
    }

    private KafkaLog log(String topic, int partition) {
        return new KafkaLog(new TopicPartition(topic, partition), this::consumer, admin(), topics.deliveryTimeout());
    }

    private boolean empty(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .allMatch(partition -> log(topic, partition).empty());
    }

    private Consumer<byte[], byte[]> consumer() {
        var reader = consumer;
        if (reader == null) {
            reader = create(() -> new KafkaConsumer<byte[], byte[]>(options.reader()));
            consumer = reader;
        }
        return reader;
    }

    private Admin admin() {
        var client = admin;
        if (client == null) {
            client = create(() -> Admin.create(options.admin()));
            admin = client;
        }
        return client;
    }

    private <T> T create(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
            throw NewClientFailures.of(e, options.bootstrap());
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
        }
    }
}
