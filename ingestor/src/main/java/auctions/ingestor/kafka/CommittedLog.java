package auctions.ingestor.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed records of one topic's one partition. Every method throws {@link BrokerException}. */
public interface CommittedLog {

    /** What reads records one by one. */
    @FunctionalInterface
    interface Visitor {

        /** Takes the next record. */
        void record(ConsumerRecord<byte[], byte[]> record);
    }

    /** The first offset there is. */
    long begin();

    /** One past the last offset that is decided: no open transaction is below it. */
    long end();

    /**
     * One past the last offset that is written at all. The writer that has just fenced all others sees it equal to
     * {@link #end()}, unless a stranger writes.
     */
    long writtenEnd();

    /** Visits every committed record with an offset from the first, inclusive, to the second, exclusive. */
    void read(long from, long to, Visitor visitor);
}
