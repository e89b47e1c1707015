package auctions.ingestor.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of topics with one partition. Owned by one thread. */
final class Committed implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;

    Committed(String bootstrap) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "max.poll.records", 10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Goes to the beginning of topics, instead of any before. */
    void read(String... topics) {
        var partitions = List.of(topics).stream()
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * A record, and when it was there.
     *
     * @param nanoTime of {@link System#nanoTime}
     */
    record Seen(ConsumerRecord<byte[], byte[]> record, long nanoTime) {}

    /** Waits for the first record that fits; those that came along with it are passed over. */
    Seen await(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        while (true) {
            var records = consumer.poll(POLL);
            long now = System.nanoTime();
            for (var record : records) {
                if (wanted.test(record)) {
                    return new Seen(record, now);
                }
            }
        }
    }

    /** One past the last committed record. */
    long end(String topic) {
        var partition = new TopicPartition(topic, 0);
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    /** Goes to an offset of a topic, instead of any before. */
    void readFrom(String topic, long offset) {
        var partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
