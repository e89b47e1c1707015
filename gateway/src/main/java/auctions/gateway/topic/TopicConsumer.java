package auctions.gateway.topic;

import auctions.gateway.topic.TopicProbe.Observation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The reader's position at the topic and its progress topic, while both stay the same topics. Owned by the reader's thread.
 *
 * <p>The topics are asked for their identity and end now and then, without waiting for the answer: a topic that was deleted,
 * re-created or cut off ends the reading with {@link TopicChangedException}.
 */
final class TopicConsumer implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    /** How soon the answer to a question is looked for: it takes little longer than {@link TopicProbe#GATHERING}. */
    private static final Duration ANSWER_WAIT = Duration.ofMillis(250);

    private static final Duration CLOSE_MAX = Duration.ofMillis(500);
    // A broker that has just started may not know its topics yet: gone is what stays gone.
    private static final int MISSING_CHECKS = 2;
    // The newest progress record is all that counts, and few aborted ones lie behind it.
    private static final long PROGRESS_OFFSETS = 1_000;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicProbe probe;
    private final TopicPartition rows;
    private final TopicPartition progress;

    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();
    private Observation known = new Observation(Optional.empty(), Optional.empty(), 0, 0, 0);
    private @Nullable CompletableFuture<Observation> asked;
    private long positionWhenAsked;
    private int missing;

    TopicConsumer(KafkaClients clients, String topic, String progressTopic) {
        rows = new TopicPartition(topic, 0);
        progress = new TopicPartition(progressTopic, 0);
        probe = clients.probe();
        consumer = clients.consumer();
    }

    /** What the topics are now; asked once before {@link #seek}. Waits for the answer. */
    Observation observeNow() throws InterruptedException {
        try {
            return probe.observeNow(rows.topic()).get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer from the broker within " + ANSWER_MAX.toSeconds() + " s", e);
        }
    }

    /** Takes its position: at the given offset, or at the beginning; at the progress topic shortly before its end. */
    void seek(Observation now, long offset) {
        known = now;
        assign();
        move(rows, Math.max(offset, now.earliest()));
        if (now.progress().isPresent()) {
            seekProgress();
        }
        endsAtStart.put(rows, now.end());
    }

    /** The next records of either topic, if any come within the time, which is shorter while {@link #check} awaits an answer. */
    ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(asked == null || wait.compareTo(ANSWER_WAIT) < 0 ? wait : ANSWER_WAIT);
        } catch (OffsetOutOfRangeException e) {
            throw e.partitions().contains(rows) ? new TopicChangedException("topic truncated") : e;
        }
        records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
        return records;
    }

    /** The rows among the records. */
    List<ConsumerRecord<byte[], byte[]>> rows(ConsumerRecords<byte[], byte[]> records) {
        return records.records(rows);
    }

    /** The progress records among the records. */
    List<ConsumerRecord<byte[], byte[]>> progress(ConsumerRecords<byte[], byte[]> records) {
        return records.records(progress);
    }

    /** One past the last row read. */
    long position() {
        return positions.getOrDefault(rows, 0L);
    }

    /** One past the last committed offset of the topic, as last observed. */
    long end() {
        return known.end();
    }

    /** Whether all that the topics held when the consumer took its position was read. */
    boolean caughtUp() {
        return endsAtStart.entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /**
     * Asks the broker, or looks at its answer to the last question: true if there is one. An unanswered question stays one; a
     * failed one throws its cause at the caller.
     */
    boolean check() {
        var question = asked;
        if (question == null) {
            positionWhenAsked = position();
            asked = probe.observe(rows.topic());
            return false;
        }
        if (!question.isDone()) {
            return false;
        }
        asked = null;
        compare(question.join());
        return true;
    }

    private void compare(Observation now) {
        if (now.rows().isEmpty()) {
            if (++missing >= MISSING_CHECKS) {
                throw TopicChangedException.deleted();
            }
            return;
        }
        missing = 0;
        if (!now.rows().equals(known.rows())) {
            throw new TopicChangedException("topic re-created");
        }
        if (now.partitions() != 1) {
            throw new TopicChangedException("topic has more than one partition");
        }
        if (now.end() < positionWhenAsked || now.earliest() > known.earliest()) {
            throw new TopicChangedException("topic truncated");
        }
        boolean otherProgress = now.progress().isPresent() && !now.progress().equals(known.progress());
        known = now;
        if (otherProgress) {
            assign();
            seekProgress();
        }
    }

    private void assign() {
        Set<TopicPartition> partitions = new HashSet<>(Set.of(rows));
        if (known.progress().isPresent()) {
            partitions.add(progress);
        }
        consumer.assign(partitions);
    }

    private void seekProgress() {
        long beginning = consumer.beginningOffsets(Set.of(progress)).getOrDefault(progress, 0L);
        long end = consumer.endOffsets(Set.of(progress)).getOrDefault(progress, 0L);
        endsAtStart.put(progress, end);
        move(progress, Math.max(beginning, end - PROGRESS_OFFSETS));
    }

    private void move(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        positions.put(partition, offset);
    }

    @Override
    public void close() {
        // The client does not close on an interrupted thread.
        boolean interrupted = Thread.interrupted();
        consumer.close(CloseOptions.timeout(CLOSE_MAX));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
