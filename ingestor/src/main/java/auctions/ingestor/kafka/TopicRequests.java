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
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TopicAdmin} asks of a broker about one topic. An error that says how things are is an answer; any other is thrown
 * with the right that may be missing.
 *
 * @param admin the client, which is not closed here
 */
record TopicRequests(Admin admin) {

    /** The topic, or null if it does not exist. */
    @Nullable
    TopicDescription describe(String topic) throws InterruptedException {
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
    @Nullable
    Config create(TopicSpec topic) throws InterruptedException {
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

    /** The settings of a topic. */
    Config settings(String topic) throws InterruptedException {
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

    /** Deletes the topic that was looked at, and no other that has got its name since; false if the broker does not let us. */
    boolean delete(TopicDescription topic) throws InterruptedException, ExecutionException {
        try {
            admin.deleteTopics(TopicCollection.ofTopicIds(List.of(topic.topicId())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException
                    || e.getCause() instanceof TopicDeletionDisabledException) {
                return false;
            }
            if (!(e.getCause() instanceof UnknownTopicIdException)) {
                throw e;
            }
        }
        return true;
    }
}
