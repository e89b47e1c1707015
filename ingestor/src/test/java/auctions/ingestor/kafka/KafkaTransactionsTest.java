package auctions.ingestor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

class KafkaTransactionsTest {

    @Test
    void tellsTheBrokerOfTheAbortThoughInterruptedAndStaysInterrupted() {
        var producer = new MockProducer<byte[], byte[]>() {
            private boolean interruptedWhileClosing;

            @Override
            public void close(Duration timeout) {
                interruptedWhileClosing = Thread.currentThread().isInterrupted();
                super.close(timeout);
            }
        };
        var transactions = new KafkaTransactions(producer, "winners-ingestor");

        Thread.currentThread().interrupt();
        transactions.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(producer.closed()).isTrue();
        assertThat(producer.interruptedWhileClosing).isFalse();
    }
}
