package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.Columns;
import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.CommittedLog;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** In which order the writer speaks to Kafka. */
class TopicWriterTest {

    private static final Relation VIEW = new Relation("v", List.of(Columns.column("id", 20)), List.of("id"));

    private final List<String> requests = new ArrayList<>();

    private Publication publication(boolean tears) {
        var kafka = new FakeKafka(new SplittableRandom(1), new FakeKafka.Faults(0, tears), () -> {});
        kafka.heal();
        var topic = new Topic(new Listened(new FakeBroker(kafka)), FakeKafka.properties(RejectionPolicy.DEAD_LETTER));
        var publication = topic.open(topic.prepare(), new SplittableRandom(2)).diff(VIEW, Publications.ORIGIN);
        Publications.publish(publication, 10, 11);
        requests.clear();
        return publication;
    }

    private static Update rejected(long time) {
        return new Update.Rejected(new MzTimestamp(time), "{\"id\":1}".getBytes(UTF_8), "two rows");
    }

    @Test
    void letsTheCheckpointWaitForDeadLettersWhereTransactionsCanTear() {
        var publication = publication(true);

        publication.accept(rejected(12));
        Publications.publish(publication, 13);

        assertThat(requests)
                .containsExactly("send view-dead-letters", "flush", "send view-progress", "flush", "commit");
    }

    @Test
    void sendsTheCheckpointAlongWithItsBatchWhereTransactionsCannotTear() {
        var publication = publication(false);

        publication.accept(rejected(12));
        Publications.publish(publication, 13);

        assertThat(requests).containsExactly("send view-dead-letters", "send view-progress", "flush", "commit");
    }

    /** A broker whose producer is listened to. */
    private final class Listened implements Broker {

        private final Broker broker;

        Listened(Broker broker) {
            this.broker = broker;
        }

        @Override
        public TopicLimits prepare() {
            return broker.prepare();
        }

        @Override
        public Transactions fence(TopicLimits limits) {
            return new ListenedTransactions(broker.fence(limits));
        }

        @Override
        public CommittedLog data() {
            return broker.data();
        }

        @Override
        public CommittedLog progress() {
            return broker.progress();
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    /** A producer that notes what is asked of it. */
    private final class ListenedTransactions implements Transactions {

        private final Transactions transactions;

        ListenedTransactions(Transactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public void begin() {
            transactions.begin();
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            requests.add("send " + record.topic());
            return transactions.send(record);
        }

        @Override
        public void flush() {
            requests.add("flush");
            transactions.flush();
        }

        @Override
        public void commit() {
            requests.add("commit");
            transactions.commit();
        }

        @Override
        public void close() {
            transactions.close();
        }
    }
}
