package auctions.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Fills a topic as the ingestor does: the rows of a timestamp and the progress record in one transaction. */
final class TopicFeed implements AutoCloseable {

    private static final String PROGRESS = """
            {"frontier":"%d","next_offset":%d,"since":"%d","epoch":1,"fingerprint":"test",\
            "view":"winning_bids","description":null,"key":["auction_id"],\
            "columns":["auction_id","bid_id","buyer","seller","item","amount","bid_time","end_time"],\
            "types":["bigint","bigint","bigint","bigint","text","integer","timestamp with time zone",\
            "timestamp with time zone"]}""";

    private final String topic;
    private final long since;
    private final boolean progress;
    private final KafkaProducer<String, @Nullable String> producer;
    private long nextOffset;

    /** A new topic whose first rows have the timestamp {@code since}. */
    TopicFeed(String bootstrapServers, String topic, long since) throws ExecutionException, InterruptedException {
        this(bootstrapServers, topic, since, true);
    }

    private TopicFeed(String bootstrapServers, String topic, long since, boolean progress)
            throws ExecutionException, InterruptedException {
        this.topic = topic;
        this.since = since;
        this.progress = progress;
        createTopics(bootstrapServers);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topic + "-test"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
    }

    /** A new topic like a native sink's: nothing says how complete it is. */
    static TopicFeed withoutProgress(String bootstrapServers, String topic, long since)
            throws ExecutionException, InterruptedException {
        return new TopicFeed(bootstrapServers, topic, since, false);
    }

    private void createTopics(String bootstrapServers) throws ExecutionException, InterruptedException {
        var compacted = Map.of("cleanup.policy", "compact");
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var names = progress ? List.of(topic, topic + "-progress") : List.of(topic);
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1).configs(compacted))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** These winners at a timestamp, and the claim that nothing more comes at or before it. */
    void commit(long timestamp, Winner... winners) throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        for (var winner : winners) {
            send(timestamp, winner.key(), winner.value());
        }
        close(timestamp);
    }

    /** The deletion of a winner. */
    void delete(long timestamp, Winner winner) throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        send(timestamp, winner.key(), null);
        close(timestamp);
    }

    private void send(long timestamp, String key, @Nullable String value)
            throws ExecutionException, InterruptedException {
        var header = new RecordHeader(
                "materialize-timestamp", Long.toString(timestamp).getBytes(UTF_8));
        var row = new ProducerRecord<String, @Nullable String>(topic, 0, null, key, value, List.of(header));
        nextOffset = producer.send(row).get().offset() + 1;
    }

    private void close(long timestamp) throws ExecutionException, InterruptedException {
        if (progress) {
            var key = "{\"topic\":\"%s\"}".formatted(topic);
            var claim = PROGRESS.formatted(timestamp + 1, nextOffset, since);
            producer.send(new ProducerRecord<>(topic + "-progress", 0, key, claim))
                    .get();
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
