package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerAnswers;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.Transactions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The records that are on their way to the broker, to be committed together, and the proof of the offsets that they get. It is
 * used again after each commit. Owned by the writer's thread.
 */
final class OpenTransaction {

    /*
     * The checkpoint names the offset after its batch's last record, yet it travels in the same round trip as the
     * batch. So the offset is computed in advance: after fencing, this writer alone appends, and a transaction takes its
     * records and one commit marker. The broker's answer is compared before the commit; if another producer has written,
     * the transaction is abandoned and the next writer starts from the true end.
     *
     * Where the cluster lets a stale commit end a later transaction (RATIONALE.md, torn transactions), the checkpoint
     * waits for the batch instead: a tear then leaves data without a checkpoint, which the next writer finds, and never
     * a checkpoint without its data, which nobody would find.
     */

    private static final Future<RecordMetadata> NOTHING_SENT = new CompletableFuture<>();

    private final Transactions transactions;

    private final boolean staleCommitsFenced;

    // Where the transaction's first data record will be.
    private long expectedOffset;

    // Where the last checkpoint is. Offsets rise as long as the topic is the same one.
    private long progressOffset = -1;

    // What was sent since the last commit.
    private boolean begun;
    private int dataRecords;
    private Future<RecordMetadata> lastData = NOTHING_SENT;

    /**
     * A transaction in which nothing was sent.
     *
     * @param end offset of the next data record
     */
    OpenTransaction(Fenced fenced, long end) {
        this.transactions = fenced.transactions();
        this.staleCommitsFenced = fenced.limits().staleCommitsFenced();
        this.expectedOffset = end;
    }

    /** Sends a record of the data topic. */
    void sendData(ProducerRecord<byte[], byte[]> record) {
        begin();
        lastData = transactions.send(record);
        dataRecords++;
    }

    /** Sends a record of another topic. */
    void send(ProducerRecord<byte[], byte[]> record) {
        begin();
        var _ = transactions.send(record);
    }

    private void begin() {
        if (!begun) {
            transactions.begin();
            begun = true;
        }
    }

    /** How many data records it has. */
    int dataRecords() {
        return dataRecords;
    }

    /** One past its last data record, if no other producer writes. */
    long nextOffset() {
        return expectedOffset + dataRecords;
    }

    /**
     * Commits all that was sent, together with a checkpoint. Throws where records are at other offsets than they should be.
     *
     * @param frontier the checkpoint's, for the message
     */
    void commitWith(ProducerRecord<byte[], byte[]> checkpoint, MzTimestamp frontier) {
        if (begun && !staleCommitsFenced) {
            transactions.flush();
            verifyOffsets(frontier);
        }
        begin();
        var sent = transactions.send(checkpoint);
        transactions.flush();
        verifyOffsets(frontier);
        progressOffset = nextProgressOffset(sent, frontier);
        transactions.commit();
        begun = false;
        if (dataRecords > 0) {
            expectedOffset = nextOffset() + 1;
        }
        dataRecords = 0;
        lastData = NOTHING_SENT;
    }

    private void verifyOffsets(MzTimestamp frontier) {
        if (dataRecords == 0) {
            return;
        }
        long offset = offsetOf(lastData, frontier);
        if (offset + 1 != nextOffset()) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not publish frontier %s: its last record is at offset %d instead of %d, so another producer wrote to the topic; recovering"
                            .formatted(frontier, offset, nextOffset() - 1));
        }
    }

    /**
     * A progress topic that was deleted can come back by the producer's own metadata request, with the broker's settings.
     * The transaction is abandoned then, so that the topic stays empty and is made anew at the next start.
     */
    private long nextProgressOffset(Future<RecordMetadata> sent, MzTimestamp frontier) {
        long offset = offsetOf(sent, frontier);
        if (offset <= progressOffset) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not publish frontier %s: its checkpoint is at offset %d and the one before at %d, so the progress topic was made anew; recovering"
                            .formatted(frontier, offset, progressOffset));
        }
        return offset;
    }

    private static long offsetOf(Future<RecordMetadata> sent, MzTimestamp frontier) {
        return BrokerAnswers.await(sent, "publish the batch at frontier " + frontier)
                .offset();
    }

    /** Gives up what was not committed. */
    void close() {
        transactions.close();
    }
}
