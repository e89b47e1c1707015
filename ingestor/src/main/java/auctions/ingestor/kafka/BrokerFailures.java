package auctions.ingestor.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Assigns a class to whatever a Kafka client throws. */
public final class BrokerFailures {

    private BrokerFailures() {}

    /**
     * The exception to throw for what a client threw.
     *
     * @param attempt what was attempted on what, for the message
     */
    public static BrokerException of(Throwable cause, String attempt) {
        var root = cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof BrokerException known) {
            return known;
        }
        var failureClass = failureClassOf(root);
        // Of a client that cannot be made, only the cause tells why.
        var text = root.getCause() == null ? root.toString() : root + " (" + root.getCause() + ")";
        return new BrokerException(
                failureClass, "could not %s: %s; %s".formatted(attempt, text, remedy(failureClass, root)), cause);
    }

    private static BrokerFailureClass failureClassOf(Throwable cause) {
        for (var t = cause; t != null; t = t.getCause()) {
            switch (t) {
                case ProducerFencedException _, InvalidProducerEpochException _, FencedInstanceIdException _ -> {
                    return BrokerFailureClass.FENCED;
                }
                case AuthenticationException _,
                        AuthorizationException _,
                        InvalidTxnTimeoutException _,
                        InvalidSessionTimeoutException _,
                        InconsistentGroupProtocolException _,
                        UnsupportedVersionException _ -> {
                    return BrokerFailureClass.FATAL;
                }
                default -> {}
            }
        }
        return BrokerFailureClass.UNAVAILABLE;
    }

    private static String remedy(BrokerFailureClass failureClass, Throwable cause) {
        return switch (failureClass) {
            case UNAVAILABLE -> "recovering";
            case FENCED -> "another ingestor writes this topic now";
            case FATAL ->
                cause instanceof InvalidTxnTimeoutException
                        ? "lower ingestor.topic.transaction-timeout or raise the broker's transaction.max.timeout.ms"
                        : "check spring.kafka.* and the broker's access rules";
        };
    }
}
