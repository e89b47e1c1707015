package auctions.gateway.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic in the contract's form, written by hand: one transaction per frontier, rows and progress together. */
final class HandWrittenTopic implements AutoCloseable {
    static final long SINCE = 1_000;

    private final String bootstrap;
    private final String name;
    private final boolean withProgress;
    private KafkaProducer<String, String> producer;
    private long nextOffset;
    private long newest;

    HandWrittenTopic(String bootstrap, String name, boolean withProgress) throws Exception {
        this.bootstrap = bootstrap;
        this.name = name;
        this.withProgress = withProgress;
        create();
        producer = newProducer();
    }

    /** One change of a row: {@code amount} null means that it is gone. */
    record Change(int auctionId, @Nullable Integer amount) {
        String key() {
            return "{\"auction_id\":" + auctionId + "}";
        }

        @Nullable
        String value() {
            return amount == null ? null : row(auctionId, amount);
        }
    }

    static Change winner(int auctionId, int amount) {
        return new Change(auctionId, amount);
    }

    static Change gone(int auctionId) {
        return new Change(auctionId, null);
    }

    static String row(int auctionId, int amount) {
        return "{\"auction_id\":" + auctionId + ",\"amount\":" + amount + ",\"item\":\"Caf\u00e9 \u2615\"}";
    }

    String name() {
        return name;
    }

    /** Commits changes of one time, and the frontier right after it; gives the offsets of the changes. */
    List<Long> commit(long timestamp, Change... changes) throws Exception {
        newest = timestamp;
        producer.beginTransaction();
        var sent = send(timestamp, changes);
        if (withProgress) {
            producer.flush();
            if (!sent.isEmpty()) {
                nextOffset = sent.getLast().get().offset() + 1;
            }
            sendProgress(timestamp + 1);
        }
        producer.commitTransaction();
        return offsets(sent);
    }

    /** A time after all that were committed. */
    long nextTime() {
        return newest + 1;
    }

    /** Writes changes in a transaction that is aborted. */
    void abort(long timestamp, Change... changes) {
        producer.beginTransaction();
        send(timestamp, changes);
        producer.flush();
        producer.abortTransaction();
    }

    /** Writes one record as it is. */
    void raw(ProducerRecord<String, String> raw) throws Exception {
        producer.beginTransaction();
        producer.send(raw).get();
        producer.commitTransaction();
    }

    private List<Future<RecordMetadata>> send(long timestamp, Change... changes) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var change : changes) {
            var next = new ProducerRecord<>(name, 0, change.key(), change.value());
            next.headers().add("materialize-timestamp", Long.toString(timestamp).getBytes(StandardCharsets.US_ASCII));
            sent.add(producer.send(next));
        }
        return sent;
    }

    private void sendProgress(long frontier) throws Exception {
        var value = "{\"frontier\":\"" + frontier + "\",\"next_offset\":" + nextOffset + ",\"since\":\"" + SINCE
                + "\",\"epoch\":0,\"fingerprint\":\"x\",\"columns\":[\"auction_id\",\"amount\",\"item\"],"
                + "\"types\":[\"bigint\",\"integer\",\"text\"]}";
        producer.send(new ProducerRecord<>(name + "-progress", 0, "{\"topic\":\"" + name + "\"}", value))
                .get();
    }

    /** Deletes the topics and makes them anew, empty. */
    void recreate() throws Exception {
        producer.close();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(names()).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Thread.onSpinWait();
            }
        }
        create();
        nextOffset = 0;
        producer = newProducer();
    }

    /** Deletes all records below an offset, which only a topic that may delete allows. */
    void truncate(long below) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
            var policy = new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete");
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(policy, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(below)))
                    .all()
                    .get();
        }
    }

    private void create() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var settings = Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "600000");
            admin.createTopics(names().stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1).configs(settings))
                            .toList())
                    .all()
                    .get();
        }
    }

    private List<String> names() {
        return withProgress ? List.of(name, name + "-progress") : List.of(name);
    }

    private KafkaProducer<String, String> newProducer() {
        var made = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "transactional.id", name),
                new StringSerializer(),
                new StringSerializer());
        made.initTransactions();
        return made;
    }

    private static List<Long> offsets(List<Future<RecordMetadata>> sent)
            throws ExecutionException, InterruptedException {
        var offsets = new ArrayList<Long>();
        for (var each : sent) {
            offsets.add(each.get().offset());
        }
        return offsets;
    }

    @Override
    public void close() {
        producer.close();
    }
}
