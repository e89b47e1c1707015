package auctions.ingestor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BrokerFailuresTest {
    @Test
    void saysWhyAClientCannotBeMade() {
        var cause = new KafkaException("Failed to create", new ConfigException("No resolvable bootstrap urls"));

        assertThat(BrokerFailures.of(cause, "make a client"))
                .hasMessageContaining("ConfigException: No resolvable bootstrap urls); recovering");
    }
}
