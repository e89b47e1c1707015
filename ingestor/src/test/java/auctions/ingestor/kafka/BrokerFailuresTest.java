package auctions.ingestor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BrokerFailuresTest {

    /** What a client says when it is made with these options. */
    private static BrokerException ofNewClient(Map<String, Object> options) {
        try (var _ = Admin.create(options)) {
            throw new AssertionError("the client was made");
        } catch (KafkaException e) {
            return NewClientFailures.of(e, String.valueOf(options.get("bootstrap.servers")));
        }
    }

    @Test
    void waitsForANameThatDoesNotResolveAndNamesTheHost() {
        var failure = ofNewClient(Map.of("bootstrap.servers", "nowhere.invalid:9092"));

        assertThat(failure.failureClass()).isEqualTo(BrokerFailureClass.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("nowhere.invalid:9092")
                .hasMessageContaining("waiting for a name server");
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of(Map.of("bootstrap.servers", "localhost"), "set KAFKA_BOOTSTRAP_SERVERS to host:port"),
                Arguments.of(
                        local("security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN", "sasl.jaas.config=nonsense"),
                        "correct SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG"),
                Arguments.of(
                        local("security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN"),
                        "correct SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG"),
                Arguments.of(
                        local("security.protocol=SSL", "ssl.truststore.location=/no/such/trust.jks"),
                        "/no/such/trust.jks"));
    }

    private static Map<String, Object> local(String... options) {
        return Stream.concat(Stream.of("bootstrap.servers=localhost:9092"), Stream.of(options))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void endsAtOptionsThatAreUnusableAndNamesWhatToCorrect(Map<String, Object> options, String remedy) {
        var failure = ofNewClient(options);

        assertThat(failure.failureClass()).isEqualTo(BrokerFailureClass.FATAL);
        assertThat(failure).hasMessageContaining(remedy);
    }

    /** The client turns errors that it does not expect into text, this one for a time-out above the broker's. */
    @Test
    void findsATransactionTimeoutAboveTheBrokersInTheText() {
        var cause = new KafkaException("Unexpected error in InitProducerIdResponse; "
                + Errors.INVALID_TRANSACTION_TIMEOUT.exception().getMessage());

        var failure = BrokerFailures.of(cause, "fence older writers");

        assertThat(failure.failureClass()).isEqualTo(BrokerFailureClass.FATAL);
        assertThat(failure).hasMessageContaining("transaction.max.timeout.ms");
    }

    @ParameterizedTest
    @EnumSource(
            value = Errors.class,
            names = {
                "UNSUPPORTED_VERSION",
                "CLUSTER_AUTHORIZATION_FAILED",
                "TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
                "SASL_AUTHENTICATION_FAILED"
            })
    void takesAnErrorForTheSameWhetherItComesAsTextOrNot(Errors error) {
        var text = new KafkaException("Unexpected error in InitProducerIdResponse; " + error.message());

        assertThat(BrokerFailures.of(new KafkaException("cannot execute", text), "fence")
                        .failureClass())
                .isEqualTo(BrokerFailures.of(error.exception(), "fence").failureClass())
                .isEqualTo(BrokerFailureClass.FATAL);
    }

    @Test
    void namesTheSettingWhenTheBrokerHasNoStateOfTransactions() {
        var failure = BrokerFailures.of(
                new TimeoutException("Timeout expired after 10000ms while awaiting InitProducerId"), "fence");

        assertThat(failure.failureClass()).isEqualTo(BrokerFailureClass.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("transaction.state.log.replication.factor");
    }
}
