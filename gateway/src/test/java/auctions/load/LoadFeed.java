package auctions.load;

import auctions.gateway.log.CollidingKeys;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes winners to a topic, or to several in turn, at a given rate, in transactions as the ingestor does, for load measurements.
 *
 * <p>Usage: {@code LoadFeed <bootstrap> <topic>[,<topic>…] <control port> [<rows of state> [colliding|<bytes>]]}. It writes the rows of
 * state, with keys that collide under a hash without a key or with a note of so many bytes in each, prints
 * {@code ready}, and then follows {@code GET /rate?r=<rows per second>&b=<rows per transaction>} on the control port.
 * {@code bid_id} rises by one per row of a topic, 100,000 buyers take turns, and {@code t} is the wall clock at writing, in microseconds since the epoch.
 */
public final class LoadFeed {

    private static final int STATE_ROWS_PER_TRANSACTION = 10_000;
    private static final int BUYERS = 100_000;

    // Written by the control server's thread, read by the feeding one.
    private volatile double rowsPerSecond;
    private volatile int rowsPerTransaction = 1;

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> topics;
    private final int keys;
    private List<byte[]> collidingKeys = List.of();
    private String note = "";
    private int transactions;
    private final long[] bidIds;
    private long timestamp = System.currentTimeMillis();

    private LoadFeed(KafkaProducer<byte[], byte[]> producer, List<String> topics, int keys) {
        this.producer = producer;
        this.topics = topics;
        this.bidIds = new long[topics.size()];
        this.keys = keys;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.err.println(
                    "usage: LoadFeed <bootstrap> <topic>[,<topic>…] <control port> [<rows of state> [colliding|<bytes>]]");
            System.exit(2);
        }
        var state = args.length > 3 ? Integer.parseInt(args[3]) : 0;
        var topics = List.of(args[1].split(","));
        for (var topic : topics) {
            createTopics(args[0], topic);
        }
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", args[0], "transactional.id", args[1] + "-load", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            var feed = new LoadFeed(producer, topics, Math.max(state, 1000));
            feed.writeState(state, args.length > 4 ? args[4] : "0");
            feed.serveControl(Integer.parseInt(args[2]));
            System.out.println("ready");
            feed.run();
        }
    }

    private static void createTopics(String bootstrap, String topic) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var settings = Map.of(
                    "cleanup.policy", "compact", "min.compaction.lag.ms", "600000", "delete.retention.ms", "86400000");
            for (var name : List.of(topic, topic + "-progress")) {
                var created = admin.createTopics(
                        List.of(new NewTopic(name, Optional.of(1), Optional.empty()).configs(settings)));
                try {
                    created.all().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    private void writeState(int rows, String kind) throws InterruptedException, ExecutionException {
        if (kind.equals("colliding")) {
            collidingKeys = CollidingKeys.of(Integer.numberOfTrailingZeros(Integer.highestOneBit(rows)));
        } else {
            int length = Integer.parseInt(kind);
            note = length == 0 ? "" : ",\"note\":\"" + "x".repeat(length) + "\"";
        }
        int most = Math.clamp(rows / topics.size(), 1, STATE_ROWS_PER_TRANSACTION);
        for (var written = 0; written < rows; written += most) {
            writeTransaction(Math.min(most, rows - written));
        }
        note = "";
    }

    private void serveControl(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var query = Pattern.compile("r=([0-9.]+)&b=([0-9]+)");
        server.createContext("/rate", exchange -> {
            var matcher = query.matcher(exchange.getRequestURI().getQuery());
            if (matcher.matches()) {
                rowsPerTransaction = Integer.parseInt(matcher.group(2));
                rowsPerSecond = Double.parseDouble(matcher.group(1));
            }
            exchange.sendResponseHeaders(matcher.matches() ? 204 : 400, -1);
            exchange.close();
        });
        server.start();
    }

    private void run() throws InterruptedException, ExecutionException {
        var next = System.nanoTime();
        while (true) {
            var rate = rowsPerSecond;
            if (rate == 0) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                next = System.nanoTime();
                continue;
            }
            var wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            writeTransaction(rowsPerTransaction);
            next += (long) (rowsPerTransaction / rate * 1e9);
        }
    }

    /** One transaction as the ingestor writes it: the rows of one timestamp and the progress record after it. */
    private void writeTransaction(int rows) throws InterruptedException, ExecutionException {
        timestamp = Math.max(timestamp + 1, System.currentTimeMillis());
        int turn = transactions++ % topics.size();
        var topic = topics.get(turn);
        producer.beginTransaction();
        var last = producer.send(row(turn));
        for (var i = 1; i < rows; i++) {
            last = producer.send(row(turn));
        }
        long nextOffset = last.get().offset() + 1;
        producer.send(new ProducerRecord<>(
                topic + "-progress",
                0,
                bytes("{\"topic\":\"" + topic + "\"}"),
                bytes("{\"frontier\":\"" + (timestamp + 1) + "\",\"next_offset\":" + nextOffset
                        + ",\"since\":\"0\",\"epoch\":1,\"fingerprint\":\"load\"}")));
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> row(int turn) {
        var id = bidIds[turn]++;
        var row = new ProducerRecord<>(
                topics.get(turn),
                0,
                collidingKeys.isEmpty()
                        ? bytes("{\"auction_id\":" + id % keys + "}")
                        : collidingKeys.get((int) (id % collidingKeys.size())),
                bytes("{\"auction_id\":" + id % keys + note + ",\"bid_id\":" + id
                        + ",\"buyer\":" + id % BUYERS
                        + ",\"seller\":1861,\"item\":\"City Bar Crawl\",\"amount\":97,\"bid_time\":\"1795369593123.000\""
                        + ",\"end_time\":\"1795369603123.000\",\"t\":" + micros() + "}"));
        row.headers().add("materialize-timestamp", bytes(Long.toString(timestamp)));
        return row;
    }

    /** The wall clock as rows carry it, in microseconds since the epoch. */
    static long micros() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
