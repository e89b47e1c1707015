package auctions.ingestor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class TopicPropertiesTest {

    private static TopicProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ingestor.topic", TopicProperties.class);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new TopicProperties(
                        "auction-winners",
                        RejectionPolicy.STOP,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(6)));
    }

    @Test
    void mapsEveryPropertyAndDerivesTheNames() {
        var properties = bind(Map.of(
                "ingestor.topic.name", "t",
                "ingestor.topic.on-key-violation", "dead-letter",
                "ingestor.topic.transaction-timeout", "1m",
                "ingestor.topic.delivery-timeout", "2s",
                "ingestor.topic.session-timeout", "7s"));

        assertThat(properties)
                .isEqualTo(new TopicProperties(
                        "t",
                        RejectionPolicy.DEAD_LETTER,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(7)));
        assertThat(properties.progress()).isEqualTo("t-progress");
        assertThat(properties.deadLetters()).isEqualTo("t-dead-letters");
    }

    @Test
    void refusesATopicNameThatKafkaWouldRefuse() {
        assertThatThrownBy(() -> bind(Map.of("ingestor.topic.name", "a b")))
                .rootCause()
                .hasMessageStartingWith("ingestor.topic.name is 'a b', but must be");
    }

    @Test
    void refusesTheListThatAGatewayTakes() {
        assertThatThrownBy(() -> bind(Map.of("ingestor.topic.name", "winners,bids")))
                .rootCause()
                .hasMessage(
                        "ingestor.topic.name is 'winners,bids', but must be 1 to 236 characters of A-Z a-z 0-9 . _ -,"
                                + " one name: each ingestor writes one topic");
    }

    @Test
    void letsTuningAndSecurityThroughAndNothingThatSafetyRestsOn() {
        var kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of("broker.example:9093"));
        kafka.getProperties().put("security.protocol", "SASL_SSL");
        kafka.getProducer().setAcks("0");
        kafka.getProducer().getProperties().put("enable.idempotence", "false");
        kafka.getProducer().getProperties().put("linger.ms", "1");
        kafka.getProducer().getProperties().put("interceptor.classes", "x.Y");
        kafka.getConsumer().setGroupId("somebody");
        kafka.getConsumer().getProperties().put("isolation.level", "read_uncommitted");
        var options = new KafkaOptions(kafka, Map.of(), bind(Map.of()));

        assertThat(options.producer(new TopicLimits(1000)))
                .containsEntry("bootstrap.servers", List.of("broker.example:9093"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("linger.ms", "1")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("transactional.id", "auction-winners-ingestor")
                .containsEntry("max.request.size", 1000)
                .doesNotContainKey("interceptor.classes");
        assertThat(options.reader())
                .containsEntry("isolation.level", "read_committed")
                .doesNotContainKey("group.id");
        assertThat(options.member())
                .containsEntry("group.id", "auction-winners-ingestor")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("group.protocol", "classic");
    }
}
