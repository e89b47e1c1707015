package auctions.ingestor.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TopicFailuresTest {
    @Test
    void saysWhyAClientCannotBeMade() {
        var cause = new KafkaException("Failed to create", new ConfigException("No resolvable bootstrap urls"));

        assertThat(TopicFailures.of(cause, "make a client"))
                .hasMessageContaining("ConfigException: No resolvable bootstrap urls); recovering");
    }
}
