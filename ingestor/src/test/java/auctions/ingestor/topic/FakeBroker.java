package auctions.ingestor.topic;

import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.BrokerFailures;
import auctions.ingestor.kafka.CommittedLog;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.jspecify.annotations.Nullable;

/** One instance's clients of a {@link FakeKafka}: every request may fail, before or after it took effect. */
final class FakeBroker implements Broker {

    private final FakeKafka kafka;

    FakeBroker(FakeKafka kafka) {
        this.kafka = kafka;
    }

    @Override
    public TopicLimits prepare() {
        request("prepare the topics");
        return kafka.limits();
    }

    @Override
    public Transactions fence(TopicLimits limits) {
        request("fence older writers");
        int epoch = kafka.fence();
        request("hear that older writers are fenced");
        return new FakeTransactions(epoch);
    }

    @Override
    public CommittedLog data() {
        return new RemoteLog(kafka.data());
    }

    @Override
    public CommittedLog progress() {
        return new RemoteLog(kafka.progress());
    }

    @Override
    public void close() {}

    private void request(String attempt) {
        kafka.interleave();
        if (kafka.fault()) {
            throw BrokerFailures.of(new TimeoutException("simulated"), attempt);
        }
    }

    /** A log read over the network. */
    private final class RemoteLog implements CommittedLog {

        private final FakeLog log;

        RemoteLog(FakeLog log) {
            this.log = log;
        }

        @Override
        public long begin() {
            return ask(log::begin);
        }

        @Override
        public long end() {
            return ask(log::end);
        }

        @Override
        public long writtenEnd() {
            return ask(log::writtenEnd);
        }

        @Override
        public void read(long from, long to, Visitor visitor) {
            request("read a topic");
            boolean breaks = kafka.fault();
            log.read(from, breaks ? (from + to) / 2 : to, visitor);
            if (breaks) {
                throw BrokerFailures.of(new TimeoutException("simulated"), "read a topic to its end");
            }
        }

        private long ask(LongSupplier question) {
            request("ask for offsets");
            return question.getAsLong();
        }
    }

    /** A record in the client's buffer. */
    private record Buffered(ProducerRecord<byte[], byte[]> record, CompletableFuture<RecordMetadata> answer) {}

    /**
     * One producer. Records leave its buffer some time before flush ends, those of one topic in order; once one has failed
     * the transaction is lost.
     */
    private final class FakeTransactions implements Transactions {

        private final int epoch;

        private final List<Buffered> buffer = new ArrayList<>();

        private boolean open;

        private boolean endedByStaleCommit;

        private @Nullable KafkaException error;

        FakeTransactions(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public void begin() {
            if (open) {
                throw new IllegalStateException("a transaction is open");
            }
            open = true;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            kafka.interleave();
            check("send a record");
            if (!open) {
                throw new IllegalStateException("no transaction is open");
            }
            var buffered = new Buffered(record, new CompletableFuture<>());
            buffer.add(buffered);
            while (!buffer.isEmpty() && kafka.random().nextBoolean()) {
                deliver(next());
            }
            return buffered.answer();
        }

        /** Topics may be on different brokers: only the records of one of them leave in order. */
        private Buffered next() {
            var topic =
                    buffer.get(kafka.random().nextInt(buffer.size())).record().topic();
            var next = buffer.stream()
                    .filter(buffered -> buffered.record().topic().equals(topic))
                    .findFirst()
                    .orElseThrow();
            buffer.remove(next);
            return next;
        }

        private void deliver(Buffered next) {
            if (error == null && !kafka.current(epoch)) {
                error = new ProducerFencedException("simulated");
            } else if (error == null && endedByStaleCommit) {
                error = new TransactionAbortableException("simulated");
            } else if (error == null && kafka.fault()) {
                error = new TimeoutException("simulated");
            }
            if (error != null) {
                next.answer().completeExceptionally(error);
                return;
            }
            long offset = kafka.append(next.record());
            next.answer()
                    .complete(
                            new RecordMetadata(new TopicPartition(next.record().topic(), 0), offset, 0, 0, 0, 0));
            if (kafka.tear()) {
                kafka.endByStaleCommit();
                endedByStaleCommit = true;
            }
        }

        @Override
        public void flush() {
            kafka.interleave();
            while (!buffer.isEmpty()) {
                deliver(next());
            }
        }

        @Override
        public void commit() {
            flush();
            check("commit a transaction");
            if (!kafka.current(epoch)) {
                error = new ProducerFencedException("simulated");
            } else if (endedByStaleCommit) {
                error = new TransactionAbortableException("simulated");
            } else if (kafka.doubt()) {
                error = new TimeoutException("simulated");
                switch (kafka.random().nextInt(3)) {
                    case 0 -> kafka.end(true);
                    case 1 -> kafka.commitLater();
                    default -> {}
                }
            } else {
                kafka.end(true);
            }
            check("commit a transaction");
            open = false;
        }

        @Override
        public void close() {
            if (open
                    && kafka.current(epoch)
                    && !endedByStaleCommit
                    && error == null
                    && kafka.random().nextBoolean()) {
                kafka.end(false);
            }
            error = new KafkaException("closed");
        }

        private void check(String attempt) {
            if (error != null) {
                throw BrokerFailures.of(error, attempt);
            }
        }
    }
}
