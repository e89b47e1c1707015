package auctions.ingestor.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** One partition read by a {@code read_committed} consumer that all partitions share. */
final class KafkaLog implements CommittedLog {

    private static final Duration POLL = Duration.ofMillis(500);

    /** How many offsets are looked at in one step of the search for a record. */
    private static final int SEARCH_OFFSETS = 1_000;

    private final TopicPartition partition;

    private final Supplier<Consumer<byte[], byte[]>> consumer;

    private final Admin admin;

    private final Duration timeout;

    /**
     * The log of a partition.
     *
     * @param timeout how long nothing may arrive before a read is given up
     */
    KafkaLog(TopicPartition partition, Supplier<Consumer<byte[], byte[]>> consumer, Admin admin, Duration timeout) {
        this.partition = partition;
        this.consumer = consumer;
        this.admin = admin;
        this.timeout = timeout;
    }

    @Override
    public long begin() {
        return ask("find the beginning of", () -> only(consumer.get().beginningOffsets(List.of(partition), timeout)));
    }

    @Override
    public long end() {
        return ask("find the end of", () -> only(consumer.get().endOffsets(List.of(partition), timeout)));
    }

    @Override
    public long writtenEnd() {
        var written = admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition);
        return BrokerAnswers.await(written, "find the written end of topic " + partition.topic(), AclOperation.READ)
                .offset();
    }

    /** Whether no committed record is there. An aborted transaction may have left offsets without any. */
    boolean empty() {
        long end = end();
        if (end < writtenEnd()) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not see whether topic %s is empty: a transaction is open; trying again"
                            .formatted(partition.topic()));
        }
        var found = new AtomicBoolean();
        for (long from = begin(); from < end && !found.get(); from += SEARCH_OFFSETS) {
            read(from, Math.min(from + SEARCH_OFFSETS, end), _ -> found.set(true));
        }
        return !found.get();
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        if (from >= to) {
            return;
        }
        ask("read", () -> {
            var reader = consumer.get();
            reader.assign(List.of(partition));
            reader.seek(partition, from);
            long position = from;
            long idleNanos = 0;
            while (position < to) {
                long start = System.nanoTime();
                var records = reader.poll(POLL);
                for (var record : records) {
                    if (record.offset() < to) {
                        visitor.record(record);
                    }
                }
                long reached = reader.position(partition, timeout);
                idleNanos = reached == position ? idleNanos + System.nanoTime() - start : 0;
                if (idleNanos > timeout.toNanos()) {
                    throw new BrokerException(
                            BrokerFailureClass.UNAVAILABLE,
                            "could not read topic %s beyond offset %d of %d within %s; recovering"
                                    .formatted(partition.topic(), reached, to, timeout));
                }
                position = reached;
            }
            return position;
        });
    }

    private long only(Map<TopicPartition, Long> offsets) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new IllegalStateException("no offset for " + partition);
        }
        return offset;
    }

    private long ask(String attempt, Supplier<Long> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw BrokerFailures.of(e, "%s topic %s".formatted(attempt, partition.topic()), AclOperation.READ);
        }
    }
}
