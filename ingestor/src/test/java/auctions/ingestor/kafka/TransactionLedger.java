package auctions.ingestor.kafka;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What was tried in each transaction (some data records in one topic, one progress record in another) and how much of it a
 * read_committed consumer sees. Used by one thread, but for {@link #stopped}.
 */
final class TransactionLedger implements AutoCloseable {

    static final TopicPartition DATA = new TopicPartition("torn", 0);
    static final TopicPartition PROGRESS = new TopicPartition("torn-progress", 0);

    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final String bootstrap;
    private final KafkaConsumer<String, String> reader;
    private final List<Attempt> attempts = new ArrayList<>();
    private final AtomicInteger stops = new AtomicInteger();
    private int patienceMs = 5_000;
    private int forgotten;
    private int opened;

    TransactionLedger(String bootstrap) {
        this.bootstrap = bootstrap;
        this.reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        reader.assign(List.of(DATA, PROGRESS));
        reader.seekToBeginning(List.of(DATA, PROGRESS));
    }

    /** One transaction as its client knows it, and what is readable of it. */
    static final class Attempt {

        final int number;
        final int records;
        String outcome = "unknown";
        int dataSeen;
        int progressSeen;
        String stateAtStart = "";

        Attempt(int number, int records) {
            this.number = number;
            this.records = records;
        }

        /** All or none is what a transaction promises; the rest is torn. */
        String state() {
            if (dataSeen == 0 && progressSeen == 0) {
                return "absent";
            }
            if (dataSeen == records && progressSeen == 1) {
                return "whole";
            }
            return "TORN " + dataSeen + "/" + records + "+" + progressSeen;
        }
    }

    /** A producer that has fenced the one before; tries until the broker answers. */
    Producer<String, String> open() {
        while (true) {
            var producer = new KafkaProducer<>(producerConfig(), new StringSerializer(), new StringSerializer());
            try {
                producer.initTransactions();
                opened++;
                return producer;
            } catch (RetriableException e) {
                producer.close(Duration.ZERO);
            }
        }
    }

    private Map<String, Object> producerConfig() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "torn",
                "acks",
                "all",
                "transaction.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                3 * patienceMs,
                "request.timeout.ms",
                patienceMs,
                "max.block.ms",
                30_000,
                "linger.ms",
                0);
    }

    Attempt begin(Producer<String, String> producer) {
        int number = forgotten + attempts.size();
        var attempt = new Attempt(number, 1 + number % 5);
        attempts.add(attempt);
        producer.beginTransaction();
        return attempt;
    }

    /** Sends the data records; the result is the fate of the last one. */
    Future<RecordMetadata> sendData(Producer<String, String> producer, Attempt attempt) {
        var record = new ProducerRecord<String, String>(DATA.topic(), 0, null, Integer.toString(attempt.number));
        for (int i = 1; i < attempt.records; i++) {
            producer.send(record);
        }
        return producer.send(record);
    }

    void sendProgress(Producer<String, String> producer, Attempt attempt) {
        producer.send(new ProducerRecord<>(PROGRESS.topic(), 0, null, Integer.toString(attempt.number)));
    }

    void outcome(Attempt attempt, String outcome) {
        attempt.outcome = outcome;
    }

    void stopped() {
        stops.incrementAndGet();
    }

    /** Waits until data of a transaction that was not committed can be read. */
    boolean awaitVisible(Attempt attempt) {
        long end = System.nanoTime() + SETTLED.toNanos();
        while (attempt.dataSeen == 0 && System.nanoTime() < end) {
            poll();
        }
        return attempt.dataSeen > 0;
    }

    /** Waits until a read_committed consumer passes this offset of the data, though the transaction there is open. */
    boolean awaitPassed(long offset) {
        long end = System.nanoTime() + SETTLED.toNanos();
        while (reader.position(DATA) <= offset && System.nanoTime() < end) {
            poll();
        }
        return reader.position(DATA) > offset;
    }

    /** Reads to the last stable offset of both topics, as a starting ingestor does. */
    void readAll() {
        var ends = reader.endOffsets(List.of(DATA, PROGRESS));
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void poll() {
        for (var seen : reader.poll(Duration.ofMillis(100))) {
            int index = Integer.parseInt(seen.value()) - forgotten;
            if (index < 0) {
                continue;
            }
            if (seen.topic().equals(DATA.topic())) {
                attempts.get(index).dataSeen++;
            } else {
                attempts.get(index).progressSeen++;
            }
        }
    }

    /** Notes what is readable of the failed attempts right after a start: nothing may be added later. */
    void mark() {
        for (int i = attempts.size() - 1; i >= 0 && attempts.get(i).stateAtStart.isEmpty(); i--) {
            attempts.get(i).stateAtStart = attempts.get(i).state();
        }
    }

    /** Counts from here on, with producers that wait so long for an answer and three times as long for a record. */
    void restart(int patienceMs) {
        this.patienceMs = patienceMs;
        readAll();
        forgotten += attempts.size();
        attempts.clear();
        opened = 0;
    }

    /** Figures: how often each outcome was whole, absent or torn, and whether anything appeared after a start. */
    void print(PrintStream out) {
        var counts = new TreeMap<String, Integer>();
        var facts = new HashMap<String, Integer>();
        for (var attempt : attempts) {
            counts.merge(attempt.outcome + ": " + attempt.state(), 1, Integer::sum);
            if (!attempt.stateAtStart.isEmpty() && !attempt.stateAtStart.equals(attempt.state())) {
                facts.merge("changed after a start", 1, Integer::sum);
            }
        }
        out.printf("transactions %d, stops %d, producers %d, %s%n", attempts.size(), stops.get(), opened, facts);
        counts.forEach((outcome, count) -> out.printf("%8d  %s%n", count, outcome));
    }

    @Override
    public void close() {
        reader.close();
    }
}
