package auctions.ingestor.topic;

import static auctions.ingestor.topic.Publications.publish;
import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.Columns;
import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.CommittedLog;
import auctions.ingestor.kafka.RealBroker;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A new topic at a real broker: opens one writer after the other, writes like a stranger, and reads what is committed. */
final class RealTopic implements AutoCloseable {

    /** The view that writers publish to it. */
    static final Relation VIEW =
            new Relation("v", List.of(Columns.column("id", 20), Columns.column("item", 25)), List.of("id"));

    private final String name = "v-" + UUID.randomUUID();

    private final TopicProperties properties = properties(RejectionPolicy.STOP);

    private final RealBroker connections;

    private final List<Recovered> writers = new ArrayList<>();

    RealTopic(String bootstrapServers) {
        this.connections = new RealBroker(bootstrapServers);
    }

    static MzTimestamp time(long time) {
        return new MzTimestamp(time);
    }

    static byte[] key(int id) {
        return "{\"id\":%d}".formatted(id).getBytes(UTF_8);
    }

    static Update upsert(long time, int id, String item) {
        return new Update.Upsert(
                time(time),
                key(id),
                "{\"id\":%d,\"item\":\"%s\"}".formatted(id, item).getBytes(UTF_8));
    }

    String name() {
        return name;
    }

    TopicProperties properties(RejectionPolicy policy) {
        return new TopicProperties(name, policy, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(6));
    }

    /** A connection with the properties of a writer that stops at what it cannot publish. */
    Broker broker() {
        return connections.connect(properties);
    }

    /** The first partition of any topic. */
    CommittedLog log(String topic) {
        return connections.log(topic, properties);
    }

    /** What a writer finds that stops at what it cannot publish. */
    Recovered open() {
        return open(properties);
    }

    /** What a writer finds; it fences those before it. */
    Recovered open(TopicProperties topics) {
        var topic = new Topic(connections.connect(topics), topics);
        var recovered = topic.open(topic.prepare(), new SplittableRandom(2));
        writers.add(recovered);
        return recovered;
    }

    /** A publication whose topic holds rows 1 and 2 at time 10, and the frontier 11. */
    Publication openWithSnapshot() {
        var publication = open().diff(VIEW, Publications.ORIGIN);
        publish(publication, 10);
        publication.accept(upsert(10, 1, "a"));
        publication.accept(upsert(10, 2, "b"));
        publish(publication, 11);
        return publication;
    }

    /** A publication that goes on where the one before it died. */
    Publication resumed() {
        return resumed(open());
    }

    /** A publication that goes on where the one before it died. */
    Publication resumed(Recovered recovered) {
        return Publications.resumed(recovered, VIEW, records());
    }

    /** Leaves a committed record that no checkpoint covers, as a torn transaction does. */
    void stranger(int id, long time, String item) throws InterruptedException, ExecutionException {
        var upsert = (Update.Upsert) upsert(time, id, item);
        try (var producer = new KafkaProducer<byte[], byte[]>(connections.strangersOptions(properties))) {
            producer.send(new TopicRecords(properties).upsert(upsert)).get();
        }
    }

    /** The committed records: time, key, and value or a hyphen. */
    List<String> committed() {
        return records().stream()
                .map(record -> "%s %s %s"
                        .formatted(
                                TopicRecords.timeOf(record).orElseThrow(),
                                new String(record.key(), UTF_8),
                                record.value() == null ? "-" : new String(record.value(), UTF_8)))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var log = broker().data();
        log.read(log.begin(), log.end(), records::add);
        return records;
    }

    @Override
    public void close() {
        writers.forEach(Recovered::close);
        connections.close();
    }
}
