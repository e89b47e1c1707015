package auctions.ingestor.kafka;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Transactions of one Kafka producer. */
final class KafkaTransactions implements Transactions {

    /** Enough for a broker in reach to abort; one out of reach aborts when the next writer fences or by time-out. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;

    private final String id;

    /** Transactions of a producer with this transactional id. */
    KafkaTransactions(Producer<byte[], byte[]> producer, String id) {
        this.producer = producer;
        this.id = id;
    }

    /** Fences every older producer of the same transactional id. */
    void init() {
        run("fence older writers of transactional id " + id, producer::initTransactions);
    }

    @Override
    public void begin() {
        run("begin a transaction", producer::beginTransaction);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record);
        } catch (KafkaException | IllegalStateException e) {
            throw BrokerFailures.of(e, "send a record to topic " + record.topic());
        }
    }

    @Override
    public void flush() {
        run("flush a transaction", producer::flush);
    }

    @Override
    public void commit() {
        run("commit a transaction", producer::commitTransaction);
    }

    /** Also when interrupted, which must not keep the broker from hearing of the abort; the interrupt is kept. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            run("close the producer", () -> producer.close(CLOSE_TIMEOUT));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void run(String attempt, Runnable action) {
        try {
            action.run();
        } catch (KafkaException | IllegalStateException e) {
            throw BrokerFailures.of(e, attempt);
        }
    }
}
