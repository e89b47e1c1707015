package auctions.ingestor.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic of ours has to be like.
 *
 * @param name the topic
 * @param policy its cleanup policy
 * @param atLeast settings that may be larger than said here, in milliseconds
 * @param preferred settings given at creation and not insisted on
 */
record TopicSpec(String name, String policy, Map<String, Long> atLeast, Map<String, String> preferred) {

    /** Total order is the promise, and a partition is what Kafka orders. */
    private static final int PARTITIONS = 1;

    private static final long SUPERSEDED_KEPT_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final long TOMBSTONE_KEPT_MILLIS = Duration.ofHours(24).toMillis();

    /** Small segments, as only closed ones are compacted and one live record is all there is. */
    private static final String PROGRESS_SEGMENT_BYTES = Integer.toString(16 * 1024 * 1024);

    /** The topic of the view's rows. */
    static TopicSpec data(String name) {
        return new TopicSpec(
                name,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                Map.of(
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        SUPERSEDED_KEPT_MILLIS,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        TOMBSTONE_KEPT_MILLIS),
                Map.of());
    }

    /** The topic of checkpoints. */
    static TopicSpec progress(String name) {
        return new TopicSpec(
                name,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                Map.of(),
                Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, PROGRESS_SEGMENT_BYTES));
    }

    /** The topic of changes that could not be published. */
    static TopicSpec deadLetters(String name) {
        return new TopicSpec(
                name, TopicConfig.CLEANUP_POLICY_DELETE, Map.of(), Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }

    /** The topic to create, its replication left to the broker's default. */
    NewTopic toCreate() {
        var settings = new HashMap<>(preferred);
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
        atLeast.forEach((setting, value) -> settings.put(setting, Long.toString(value)));
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()).configs(settings);
    }

    /**
     * What is wrong with an existing topic: every setting that is not as it has to be, and the way to correct it.
     *
     * @param setting gives a setting's value on the broker
     */
    List<String> faults(int partitions, Function<String, String> setting) {
        var faults = new ArrayList<String>();
        if (partitions != PARTITIONS) {
            faults.add(
                    "it has %d partitions instead of %d (total order needs one; delete the topic or choose another name)"
                            .formatted(partitions, PARTITIONS));
        }
        Stream.concat(
                        Stream.of(TopicConfig.CLEANUP_POLICY_CONFIG),
                        atLeast.keySet().stream().sorted())
                .flatMap(name -> wrong(name, setting.apply(name)).stream())
                .forEach(faults::add);
        return faults;
    }

    private List<String> wrong(String setting, String value) {
        var least = atLeast.get(setting);
        boolean fit = least == null ? value.equals(policy) : Long.parseLong(value) >= least;
        if (fit) {
            return List.of();
        }
        return List.of(
                "its %s is %s instead of %s%s (kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s)"
                        .formatted(
                                setting,
                                value,
                                least == null ? "" : "at least ",
                                least == null ? policy : least,
                                name,
                                setting,
                                least == null ? policy : least));
    }
}
