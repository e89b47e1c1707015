package auctions.ingestor.kafka;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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

    private static final String TRANSACTION_VERSION = "transaction.version";

    private static final short STALE_COMMITS_FENCED = 2;

    private static final String CANNOT_DELETE =
            "it is empty, but the right Delete on it is missing or the broker's delete.topic.enable is off: grant it, or"
                    + " delete the topic by hand, and start the ingestor again";

    private final Admin admin;

    private final Contents contents;

    /** Tells whether a topic holds committed records. */
    @FunctionalInterface
    interface Contents {

        /** Whether no partition of the topic has a committed record. */
        boolean empty(String topic, int partitions);
    }

    TopicAdmin(Admin admin, Contents contents) {
        this.admin = admin;
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
        var description = describe(topic.name());
        if (description == null) {
            return create(topic);
        }
        int partitions = description.partitions().size();
        var config = settings(topic.name());
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
        delete(description, faults);
        return null;
    }

    /** Deletes the topic that was looked at, and no other that has got its name since. */
    private void delete(TopicDescription topic, List<String> faults) throws InterruptedException, ExecutionException {
        try {
            admin.deleteTopics(TopicCollection.ofTopicIds(List.of(topic.topicId())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException
                    || e.getCause() instanceof TopicDeletionDisabledException) {
                throw unfit(topic.name(), List.of(String.join("; ", faults), CANNOT_DELETE));
            }
            if (!(e.getCause() instanceof UnknownTopicIdException)) {
                throw e;
            }
        }
    }

    private static BrokerException unfit(String topic, List<String> faults) {
        return new BrokerException(
                BrokerFailureClass.FATAL, "topic '%s' is not fit: %s".formatted(topic, String.join("; ", faults)));
    }

    /** The largest batch the topic takes. */
    static int messageBytesMax(Config config) {
        return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }

    /** Whether the cluster's transactions are of version 2 or higher; warns if not. */
    boolean fencesStaleCommits() {
        try {
            var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            var transactions = features.get(TRANSACTION_VERSION);
            if (transactions != null && transactions.maxVersionLevel() >= STALE_COMMITS_FENCED) {
                return true;
            }
            log.atWarn()
                    .addKeyValue(TRANSACTION_VERSION, transactions == null ? 0 : transactions.maxVersionLevel())
                    .log("the cluster can tear transactions; each waits for its data before its checkpoint;"
                            + " upgrade with kafka-features.sh upgrade --feature transaction.version=2");
            return false;
        } catch (ExecutionException e) {
            throw BrokerFailures.of(e, "ask for the cluster's features");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(e, "ask for the cluster's features");
        }
    }

    private @Nullable TopicDescription describe(String topic) throws InterruptedException, ExecutionException {
        try {
            var answer = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            return Objects.requireNonNull(answer).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw BrokerFailures.of(e, "look for topic '%s'".formatted(topic), AclOperation.DESCRIBE);
        }
    }

    /** The settings of the new topic, or null if another instance was faster. */
    private @Nullable Config create(TopicSpec topic) throws InterruptedException, ExecutionException {
        var created = admin.createTopics(List.of(topic.toCreate()));
        try {
            Objects.requireNonNull(created.values().get(topic.name())).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return null;
            }
            throw BrokerFailures.of(e, "create topic '%s'".formatted(topic.name()), AclOperation.CREATE);
        }
        return settings(created.config(topic.name()), topic.name());
    }

    private Config settings(String topic) throws InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var answer = admin.describeConfigs(List.of(resource)).values().get(resource);
        return settings(Objects.requireNonNull(answer), topic);
    }

    private static Config settings(KafkaFuture<Config> answer, String topic) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw BrokerFailures.of(
                    e, "read the settings of topic '%s'".formatted(topic), AclOperation.DESCRIBE_CONFIGS);
        }
    }
}
