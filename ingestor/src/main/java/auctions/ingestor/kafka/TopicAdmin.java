package auctions.ingestor.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics and verifies existing ones. A topic that is not fit and holds no record is made anew: a broker
 * makes such topics by itself, with its own settings, when any client asks for a name (auto.create.topics.enable).
 */
final class TopicAdmin {

    private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);

    /** Another client may ask for the name just when the topic has been deleted, and the broker makes the topic again. */
    private static final int ATTEMPTS_MAX = 5;

    private static final String CANNOT_DELETE =
            "it is empty, but the right Delete on it is missing or the broker's delete.topic.enable is off: grant it, or"
                    + " delete the topic by hand, and start the ingestor again";

    private final TopicRequests requests;

    private final Contents contents;

    /** Tells whether a topic holds committed records. */
    @FunctionalInterface
    interface Contents {

        /** Whether no partition of the topic has a committed record. */
        boolean empty(String topic, int partitions);
    }

    TopicAdmin(Admin admin, Contents contents) {
        this.requests = new TopicRequests(admin);
        this.contents = contents;
    }

    /** Makes the topic fit its specification, or throws; gives its settings. */
    Config prepare(TopicSpec topic) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
                var prepared = createOrVerify(topic);
                if (prepared != null) {
                    return prepared;
                }
            }
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "topic '%s' exists but is not to be seen yet, or the broker makes it anew each time; trying again"
                            .formatted(topic.name()));
        } catch (ExecutionException e) {
            throw BrokerFailures.of(e, "create or verify topic '%s'".formatted(topic.name()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(e, "create or verify topic '%s'".formatted(topic.name()));
        }
    }

    /** The settings of the topic, or null where it has to be looked at again. */
    private @Nullable Config createOrVerify(TopicSpec topic) throws InterruptedException, ExecutionException {
        var description = requests.describe(topic.name());
        if (description == null) {
            return requests.create(topic);
        }
        int partitions = description.partitions().size();
        var config = requests.settings(topic.name());
        var faults = topic.faults(partitions, setting -> config.get(setting).value());
        if (faults.isEmpty()) {
            return config;
        }
        if (!contents.empty(topic.name(), partitions)) {
            throw unfit(topic.name(), faults);
        }
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("faults", faults)
                .log("making an empty topic anew");
        if (!requests.delete(description)) {
            throw unfit(topic.name(), List.of(String.join("; ", faults), CANNOT_DELETE));
        }
        return null;
    }

    private static BrokerException unfit(String topic, List<String> faults) {
        return new BrokerException(
                BrokerFailureClass.FATAL, "topic '%s' is not fit: %s".formatted(topic, String.join("; ", faults)));
    }

    /** The largest batch the topic takes. */
    static int messageBytesMax(Config config) {
        return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }
}
