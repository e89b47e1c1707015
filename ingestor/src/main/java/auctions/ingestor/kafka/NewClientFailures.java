package auctions.ingestor.kafka;

import auctions.ingestor.kafka.BrokerFailures.Verdict;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/**
 * Assigns a class to whatever is thrown where a Kafka client cannot even be made: its options are wrong, unless a name server
 * or a login server is away. Kafka has no classes of its own for these failures, so their text decides.
 */
final class NewClientFailures {

    private NewClientFailures() {}

    /**
     * The exception to throw.
     *
     * @param bootstrap the configured addresses of brokers
     */
    static BrokerException of(Throwable cause, String bootstrap) {
        return BrokerFailures.exception(cause, "make a client of the brokers " + bootstrap, verdict(cause));
    }

    private static Verdict verdict(Throwable cause) {
        var text = BrokerFailures.textOf(cause);
        if (text.contains("No resolvable bootstrap urls")) {
            return new Verdict(
                    BrokerFailureClass.UNAVAILABLE,
                    "waiting for a name server that knows one of these hosts; check KAFKA_BOOTSTRAP_SERVERS if this lasts");
        }
        boolean network = BrokerFailures.causes(cause)
                .anyMatch(t -> t instanceof SocketException
                        || t instanceof SocketTimeoutException
                        || t instanceof UnknownHostException);
        if (network) {
            return BrokerFailures.UNAVAILABLE;
        }
        if (text.contains("in bootstrap.servers")) {
            return new Verdict(
                    BrokerFailureClass.FATAL, "set KAFKA_BOOTSTRAP_SERVERS to host:port, several of them with commas");
        }
        if (text.contains("JAAS") || text.contains("Login")) {
            return new Verdict(BrokerFailureClass.FATAL, "correct SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG");
        }
        if (text.contains("keystore") || text.contains("SSL")) {
            return new Verdict(
                    BrokerFailureClass.FATAL, "correct the files and passwords of spring.kafka.ssl.* or ssl.*");
        }
        return new Verdict(BrokerFailureClass.FATAL, "correct spring.kafka.*");
    }
}
