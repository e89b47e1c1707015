package auctions.ingestor.kafka;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The transactions of one producer, which is the only one that can write until a later one is opened. Every method throws {@link BrokerException}; the
 * object is useless then and must be closed. Owned by one thread.
 */
public interface Transactions extends AutoCloseable {

    /** Begins a transaction; costs no request. */
    void begin();

    /** Adds a record; it is on its way when this returns, and the future tells its offset after {@link #flush()}. */
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record);

    /** Waits until the broker has every record. */
    void flush();

    /** Ends the transaction; when this throws, the outcome is unknown. */
    void commit();

    /** Gives up the open transaction, if any, within a short time. */
    @Override
    void close();
}
