package auctions.gateway.topic;

import auctions.gateway.properties.PropertyRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the readers read, and how patiently.
 *
 * @param names the topics, one for each view, comma-separated; the first is the one that {@code /subscribe} serves. The progress topic of
 *     each has the same name with {@code -progress} after it
 * @param linger how long rows wait for the progress record of their transaction, so that both leave in one write
 * @param sliceRecordsMax rows that are handed on without waiting further, which bounds memory during catch-up
 * @param checkInterval how often the topics' identity and end are compared with what was read
 * @param retryInterval how long to wait after the broker refused, before trying again
 */
@ConfigurationProperties("gateway.topic")
record TopicProperties(
        @DefaultValue("auction-winners") String names,
        @DefaultValue("10ms") Duration linger,
        @DefaultValue("20000") int sliceRecordsMax,
        @DefaultValue("1s") Duration checkInterval,
        @DefaultValue("1s") Duration retryInterval) {
    private static final PropertyRules RULES = new PropertyRules("gateway.topic");
    private static final String PROGRESS_SUFFIX = "-progress";

    /** Kafka's own bound for topic names, less what is appended to ours. */
    private static final int NAME_LENGTH_MAX = 249 - PROGRESS_SUFFIX.length();

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + NAME_LENGTH_MAX + "}");

    TopicProperties {
        checkNames(names);
        RULES.notNegative("linger", linger);
        RULES.positive("slice-records-max", sliceRecordsMax);
        RULES.positive("check-interval", checkInterval);
        RULES.positive("retry-interval", retryInterval);
    }

    /** The topics, in the order in which they were given. */
    List<String> topics() {
        return topics(names);
    }

    /** The name of the topic that says how complete the rows of a topic are. */
    static String progressOf(String topic) {
        return topic + PROGRESS_SUFFIX;
    }

    private static List<String> topics(String names) {
        return List.of(names.split(",", -1)).stream().map(String::strip).toList();
    }

    private static void checkNames(String names) {
        var seen = new HashSet<String>();
        for (var topic : topics(names)) {
            RULES.check(!topic.isEmpty(), "names", names, "a topic's name in it is empty: remove the comma too many");
            RULES.check(
                    NAME.matcher(topic).matches(),
                    "names",
                    names,
                    "each topic must have 1 to %d characters of A-Z a-z 0-9 . _ -, and be set off by a comma: correct '%s'"
                            .formatted(NAME_LENGTH_MAX, topic));
            RULES.check(
                    !topic.endsWith(PROGRESS_SUFFIX),
                    "names",
                    names,
                    "'%s' names a progress topic, which is read along with its topic: remove it".formatted(topic));
            RULES.check(
                    seen.add(topic),
                    "names",
                    names,
                    "must name each topic once: remove the second '%s'".formatted(topic));
        }
    }
}
