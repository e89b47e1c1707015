package auctions.ingestor.kafka;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Assigns a class to whatever a Kafka client throws, and says what to do about it. What is thrown where a client cannot be made
 * is told by {@link NewClientFailures}.
 */
public final class BrokerFailures {

    private static final String CHECK_ACCESS = "check spring.kafka.* and the broker's access rules";

    private BrokerFailures() {}

    /** What follows from a failure. */
    record Verdict(BrokerFailureClass failureClass, String remedy) {}

    static final Verdict UNAVAILABLE = new Verdict(BrokerFailureClass.UNAVAILABLE, "recovering");

    /**
     * The exception to throw for what a client threw that writes, or that asks for no topic.
     *
     * @param attempt what was attempted on what, for the message
     */
    public static BrokerException of(Throwable cause, String attempt) {
        return of(cause, attempt, AclOperation.WRITE);
    }

    /**
     * The exception to throw for what a client threw.
     *
     * @param attempt what was attempted on what, for the message
     * @param onTopic the right on the topic that is missing if the broker refuses the topic
     */
    public static BrokerException of(Throwable cause, String attempt, AclOperation onTopic) {
        var root = cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof BrokerException known) {
            return known;
        }
        return exception(root, attempt, verdict(root, onTopic));
    }

    /** The exception that a verdict comes to. */
    static BrokerException exception(Throwable cause, String attempt, Verdict verdict) {
        return new BrokerException(
                verdict.failureClass(),
                "could not %s: %s; %s".formatted(attempt, textOf(cause), verdict.remedy()),
                cause);
    }

    private static Verdict verdict(Throwable cause, AclOperation onTopic) {
        return causes(cause)
                .flatMap(t -> Stream.concat(Stream.of(t), errorNamedIn(t).stream()))
                .flatMap(t -> verdictOn(t, onTopic).stream())
                .findFirst()
                .orElse(UNAVAILABLE);
    }

    private static Optional<Verdict> verdictOn(Throwable cause, AclOperation onTopic) {
        return Optional.ofNullable(
                switch (cause) {
                    case ProducerFencedException _, InvalidProducerEpochException _, FencedInstanceIdException _ ->
                        new Verdict(BrokerFailureClass.FENCED, "another ingestor writes this topic now");
                    case InvalidTxnTimeoutException _ ->
                        new Verdict(
                                BrokerFailureClass.FATAL,
                                "lower ingestor.topic.transaction-timeout (INGESTOR_TOPIC_TRANSACTIONTIMEOUT) or raise the"
                                        + " broker's transaction.max.timeout.ms");
                    case TopicAuthorizationException _ -> refused(onTopic, "the topic");
                    case GroupAuthorizationException group -> refused(AclOperation.READ, "group " + group.groupId());
                    case TransactionalIdAuthorizationException _ -> refused(AclOperation.WRITE, "the transactional id");
                    case AuthenticationException _,
                            AuthorizationException _,
                            InvalidSessionTimeoutException _,
                            InconsistentGroupProtocolException _,
                            UnsupportedVersionException _ -> new Verdict(BrokerFailureClass.FATAL, CHECK_ACCESS);
                    case TimeoutException timeout
                    when String.valueOf(timeout.getMessage()).contains("InitProducerId") ->
                        new Verdict(
                                BrokerFailureClass.UNAVAILABLE,
                                "recovering; if this lasts, the cluster cannot keep the state of transactions: with fewer than"
                                        + " three brokers set their transaction.state.log.replication.factor and"
                                        + " transaction.state.log.min.isr to the number of brokers");
                    default -> null;
                });
    }

    private static Verdict refused(AclOperation operation, String resource) {
        return new Verdict(
                BrokerFailureClass.FATAL,
                "grant the right %s on %s".formatted(SecurityUtils.operationName(operation), resource));
    }

    /** The error that the client has turned into text, as it does with all that it does not expect. */
    private static Optional<ApiException> errorNamedIn(Throwable cause) {
        var text = String.valueOf(cause.getMessage());
        if (cause.getClass() != KafkaException.class || !text.contains("Response")) {
            return Optional.empty();
        }
        return Arrays.stream(Errors.values())
                .filter(error -> error != Errors.NONE && text.endsWith(error.message()))
                .findFirst()
                .map(Errors::exception);
    }

    /** What is known of the cause, down to its own cause: of a client that cannot be made, only the last one tells why. */
    static String textOf(Throwable cause) {
        var texts = new LinkedHashSet<String>();
        causes(cause).forEach(t -> texts.add(t.toString()));
        var first = texts.removeFirst();
        return texts.isEmpty() ? first : first + " (" + String.join("; ", List.copyOf(texts)) + ")";
    }

    /** A failure and its causes, outermost first. */
    static Stream<Throwable> causes(Throwable cause) {
        return Stream.iterate(cause, t -> t != null, Throwable::getCause);
    }
}
