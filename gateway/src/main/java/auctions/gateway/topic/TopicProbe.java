package auctions.gateway.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the broker what the topics are now. A consumer alone does not notice a topic that was deleted and made again under the same
 * name: it goes on at its old offset in the new one.
 */
final class TopicProbe {
    private final Admin admin;
    private final TopicPartition rows;
    private final TopicPartition progress;

    TopicProbe(Admin admin, TopicPartition rows, TopicPartition progress) {
        this.admin = admin;
        this.rows = rows;
        this.progress = progress;
    }

    /**
     * What was seen at one moment.
     *
     * @param rows the identity of the topic; empty if there is none
     * @param progress the identity of the progress topic; empty if there is none, as beside a native sink
     * @param partitions partitions of the topic; the contract says one
     * @param earliest the first offset that the topic still has
     * @param end one past the last committed offset
     */
    record Observation(Optional<Uuid> rows, Optional<Uuid> progress, int partitions, long earliest, long end) {}

    /** Asks; the answer comes on a thread of the client. */
    CompletableFuture<Observation> observe() {
        var ofRows = describe(rows.topic());
        var ofProgress = describe(progress.topic());
        return ofRows.thenCompose(topic -> ofProgress.thenCompose(beside -> withOffsets(topic, beside)));
    }

    private CompletableFuture<Observation> withOffsets(
            Optional<TopicDescription> ofRows, Optional<TopicDescription> ofProgress) {
        var progressId = ofProgress.map(TopicDescription::topicId);
        if (ofRows.isEmpty()) {
            return CompletableFuture.completedFuture(new Observation(Optional.empty(), progressId, 0, 0, 0));
        }
        var rowsId = ofRows.map(TopicDescription::topicId);
        int partitions = ofRows.get().partitions().size();
        return offset(OffsetSpec.earliest())
                .thenCombine(
                        offset(OffsetSpec.latest()),
                        (earliest, end) -> new Observation(rowsId, progressId, partitions, earliest, end));
    }

    private CompletableFuture<Long> offset(OffsetSpec which) {
        return admin.listOffsets(Map.of(rows, which), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(rows)
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(ListOffsetsResultInfo::offset);
    }

    private CompletableFuture<Optional<TopicDescription>> describe(String topic) {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((described, failure) -> {
                    if (failure == null) {
                        return Optional.ofNullable(described.get(topic));
                    }
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof UnknownTopicOrPartitionException) {
                        return Optional.empty();
                    }
                    throw new CompletionException(cause);
                });
    }
}
