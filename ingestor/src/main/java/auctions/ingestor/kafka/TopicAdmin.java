package auctions.ingestor.kafka;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates missing topics and verifies existing ones. */
final class TopicAdmin {

    private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);

    private static final String TRANSACTION_VERSION = "transaction.version";

    private static final short STALE_COMMITS_FENCED = 2;

    private final Admin admin;

    TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** Makes the topic fit its specification, or throws; gives its settings. */
    Config prepare(TopicSpec topic) {
        try {
            var description = describe(topic.name());
            if (description == null) {
                var created = create(topic);
                if (created != null) {
                    return created;
                }
                description = describe(topic.name());
            }
            if (description == null) {
                throw new BrokerException(
                        BrokerFailureClass.UNAVAILABLE,
                        "topic '%s' exists but is not to be seen yet; trying again".formatted(topic.name()));
            }
            var config = settings(topic.name());
            topic.verify(
                    description.partitions().size(),
                    setting -> config.get(setting).value());
            return config;
        } catch (ExecutionException e) {
            throw BrokerFailures.of(e, "create or verify topic '%s'".formatted(topic.name()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(e, "create or verify topic '%s'".formatted(topic.name()));
        }
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
        return unless(
                UnknownTopicOrPartitionException.class,
                Objects.requireNonNull(
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
    }

    /** The settings of the new topic, or null if another instance was faster. */
    private @Nullable Config create(TopicSpec topic) throws InterruptedException, ExecutionException {
        return unless(
                TopicExistsException.class,
                admin.createTopics(List.of(topic.toCreate())).config(topic.name()));
    }

    private Config settings(String topic) throws InterruptedException, ExecutionException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var answer = admin.describeConfigs(List.of(resource)).values().get(resource);
        return Objects.requireNonNull(answer).get();
    }

    private static <T> @Nullable T unless(Class<? extends Exception> expected, KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return null;
            }
            throw e;
        }
    }
}
