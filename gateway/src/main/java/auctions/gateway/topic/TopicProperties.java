package auctions.gateway.topic;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the reader reads, and how patiently.
 *
 * @param name the topic; its progress topic has the same name with `-progress` after it
 * @param linger how long rows wait for the progress record of their transaction, so that both leave in one write
 * @param sliceRecordsMax rows that are handed on without waiting further, which bounds memory during catch-up
 * @param checkInterval how often the topics' identity and end are compared with what was read
 * @param retryInterval how long to wait after the broker refused, before trying again
 */
@ConfigurationProperties("gateway.topic")
record TopicProperties(
        @DefaultValue("auction-winners") String name,
        @DefaultValue("10ms") Duration linger,
        @DefaultValue("20000") int sliceRecordsMax,
        @DefaultValue("1s") Duration checkInterval,
        @DefaultValue("1s") Duration retryInterval) {
    TopicProperties {
        check(!name.isBlank(), "name", name, "must name a topic");
        check(!linger.isNegative(), "linger", linger, "must not be negative");
        check(sliceRecordsMax > 0, "slice-records-max", sliceRecordsMax, "must be positive");
        check(checkInterval.isPositive(), "check-interval", checkInterval, "must be positive");
        check(retryInterval.isPositive(), "retry-interval", retryInterval, "must be positive");
    }

    private static void check(boolean holds, String property, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("gateway.topic.%s is '%s', but %s".formatted(property, value, rule));
        }
    }

    /** The name of the topic that says how complete the rows are. */
    String progressName() {
        return name + "-progress";
    }
}
