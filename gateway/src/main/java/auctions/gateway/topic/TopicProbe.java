package auctions.gateway.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker what the topics are now. A consumer alone does not notice a topic that was deleted and made again under the same
 * name: it goes on at its old offset in the new one.
 *
 * <p>All readers share the probe, and it asks for all of them together: a gateway of many topics asks as often as one of a single topic. Any thread may
 * ask; the answers come on threads of the client.
 */
final class TopicProbe implements AutoCloseable {
    /** How long a question waits for those of other readers, which saw their last answers at about the same time. */
    static final Duration GATHERING = Duration.ofMillis(200);

    private static final Duration CLOSE_MAX = Duration.ofMillis(500);

    private final Admin admin;
    private final Executor later =
            CompletableFuture.delayedExecutor(GATHERING.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    // Guarded by this: the topics of the next round of questions, and the answers they will get.
    private final Set<String> gathered = new HashSet<>();
    private @Nullable CompletableFuture<Map<String, CompletableFuture<Observation>>> round;

    /** Asks through the client, which belongs to the probe from now on. */
    TopicProbe(Admin admin) {
        this.admin = admin;
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

    /** Asks for the topic and its progress topic at once. */
    CompletableFuture<Observation> observeNow(String topic) {
        return of(topic, observeAll(Set.of(topic)));
    }

    /** Asks for the topic and its progress topic, together with the questions of others that come within {@link #GATHERING}. */
    synchronized CompletableFuture<Observation> observe(String topic) {
        gathered.add(topic);
        if (round == null) {
            round = CompletableFuture.supplyAsync(this::observeGathered, later);
        }
        return round.thenCompose(answers -> of(topic, answers));
    }

    private synchronized Map<String, CompletableFuture<Observation>> observeGathered() {
        var topics = Set.copyOf(gathered);
        gathered.clear();
        round = null;
        return observeAll(topics);
    }

    private Map<String, CompletableFuture<Observation>> observeAll(Set<String> topics) {
        var descriptions = describe(topics);
        var offsets = allEnded(descriptions.values()).thenApply(_ -> offsetsOf(existing(topics, descriptions)));
        return each(
                topics,
                topic -> of(topic, descriptions)
                        .thenCompose(rows -> of(TopicProperties.progressOf(topic), descriptions)
                                .thenApply(progress -> new Described(rows, progress)))
                        .thenCompose(described -> offsets.thenCompose(asked -> asked.at(topic, described))));
    }

    /** The topic and its progress topic, each empty if there is none. */
    private record Described(Optional<TopicDescription> rows, Optional<TopicDescription> progress) {
        Observation with(long earliest, long end) {
            return new Observation(
                    rows.map(TopicDescription::topicId),
                    progress.map(TopicDescription::topicId),
                    rows.map(topic -> topic.partitions().size()).orElse(0),
                    earliest,
                    end);
        }
    }

    /** What was asked about the offsets of all topics that exist. */
    private record AskedOffsets(ListOffsetsResult earliest, ListOffsetsResult end) {
        CompletableFuture<Observation> at(String topic, Described described) {
            if (described.rows().isEmpty()) {
                return CompletableFuture.completedFuture(described.with(0, 0));
            }
            return offset(earliest, topic).thenCombine(offset(end, topic), described::with);
        }

        private static CompletableFuture<Long> offset(ListOffsetsResult asked, String topic) {
            return completable(asked.partitionResult(partition(topic))).thenApply(ListOffsetsResultInfo::offset);
        }
    }

    private AskedOffsets offsetsOf(Set<String> topics) {
        return new AskedOffsets(listOffsets(topics, OffsetSpec.earliest()), listOffsets(topics, OffsetSpec.latest()));
    }

    private ListOffsetsResult listOffsets(Set<String> topics, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked =
                topics.stream().collect(Collectors.toMap(TopicProbe::partition, _ -> which));
        return admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
    }

    private Map<String, CompletableFuture<Optional<TopicDescription>>> describe(Set<String> topics) {
        List<String> names = topics.stream()
                .flatMap(topic -> Stream.of(topic, TopicProperties.progressOf(topic)))
                .toList();
        var asked = admin.describeTopics(names).topicNameValues();
        return each(names, name -> ifExists(completable(of(name, asked))));
    }

    private static CompletableFuture<Optional<TopicDescription>> ifExists(CompletableFuture<TopicDescription> asked) {
        return asked.handle((description, failure) -> {
            if (failure == null) {
                return Optional.of(description);
            }
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new CompletionException(cause);
        });
    }

    /** Those of which the broker has a description. */
    private static Set<String> existing(
            Set<String> topics, Map<String, CompletableFuture<Optional<TopicDescription>>> descriptions) {
        return topics.stream()
                .filter(topic -> !of(topic, descriptions).isCompletedExceptionally()
                        && of(topic, descriptions).join().isPresent())
                .collect(Collectors.toSet());
    }

    /** When each has an answer or a failure. */
    private static CompletableFuture<?> allEnded(Collection<? extends CompletableFuture<?>> asked) {
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .exceptionally(_ -> null);
    }

    @Override
    public void close() {
        admin.close(CLOSE_MAX);
    }

    private static <T> Map<String, T> each(Collection<String> names, Function<String, T> value) {
        return names.stream().collect(Collectors.toMap(Function.identity(), value));
    }

    private static <T> T of(String name, Map<String, T> each) {
        return Objects.requireNonNull(each.get(name), name);
    }

    private static <T> CompletableFuture<T> completable(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }

    private static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }
}
