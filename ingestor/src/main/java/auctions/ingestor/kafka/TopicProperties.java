package auctions.ingestor.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which topic is written, and by which rules.
 *
 * @param name the data topic; the names of all others and of the transactional id derive from it
 * @param onKeyViolation what to do with a change that cannot be published
 * @param transactionTimeout after how long the broker aborts a transaction nobody ends; bounds how long a snapshot may
 *     take, and how long a dead writer without a successor holds readers back
 * @param deliveryTimeout how long Kafka may take to accept a record or a commit before the subscription is given up
 * @param sessionTimeout after how long without a sign of life an active instance is replaced
 */
@ConfigurationProperties("ingestor.topic")
public record TopicProperties(
        @DefaultValue("auction-winners") String name,
        @DefaultValue("stop") RejectionPolicy onKeyViolation,
        @DefaultValue("10m") Duration transactionTimeout,
        @DefaultValue("10s") Duration deliveryTimeout,
        @DefaultValue("6s") Duration sessionTimeout) {

    /** Kafka's own bound for topic names, less what is appended to ours. */
    private static final int NAME_LENGTH_MAX = 249 - "-dead-letters".length();

    public TopicProperties {
        check(
                name.matches("[A-Za-z0-9._-]{1," + NAME_LENGTH_MAX + "}"),
                "name",
                name,
                "must be 1 to %d characters of A-Z a-z 0-9 . _ -, one name: each ingestor writes one topic"
                        .formatted(NAME_LENGTH_MAX));
        check(transactionTimeout.isPositive(), "transaction-timeout", transactionTimeout, "must be positive");
        check(
                deliveryTimeout.compareTo(Duration.ofSeconds(1)) >= 0,
                "delivery-timeout",
                deliveryTimeout,
                "must be at least 1s");
        check(
                sessionTimeout.compareTo(Duration.ofSeconds(1)) >= 0,
                "session-timeout",
                sessionTimeout,
                "must be at least 1s");
    }

    /** The topic of checkpoints. */
    public String progress() {
        return name + "-progress";
    }

    /** The topic of changes that could not be published. */
    public String deadLetters() {
        return name + "-dead-letters";
    }

    /** The identity under which one writer fences another. */
    String transactionalId() {
        return name + "-ingestor";
    }

    /** The group whose one member with the progress partition is active. */
    String group() {
        return name + "-ingestor";
    }

    private static void check(boolean holds, String property, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("ingestor.topic.%s is '%s', but %s".formatted(property, value, rule));
        }
    }
}
