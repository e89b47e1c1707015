package auctions.gateway.topic;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * From polled records to slices for the listener: reads the rows, joins them with their progress, and keeps what the topic says of its
 * view. Owned by the reader's thread, but for what other threads may ask.
 */
final class SliceFeed {
    private static final Duration POLL_MAX = Duration.ofSeconds(1);

    private final TopicProperties properties;
    private final TopicListener listener;

    private final TopicRecords records = new TopicRecords();
    private SliceAssembler assembler;

    // Read by any thread.
    private volatile ViewDescription view = ViewDescription.UNKNOWN;

    SliceFeed(TopicProperties properties, TopicListener listener) {
        this.properties = properties;
        this.listener = listener;
        this.assembler = newAssembler();
    }

    private SliceAssembler newAssembler() {
        return new SliceAssembler(properties.linger().toNanos(), properties.sliceRecordsMax());
    }

    /** What the topic says of its view, so far. Any thread's. */
    ViewDescription description() {
        return view;
    }

    /** Records so far that broke the topic's contract. Any thread's. */
    long violations() {
        return records.violations();
    }

    /** Takes what the consumer has just polled. */
    void take(TopicConsumer consumer, ConsumerRecords<byte[], byte[]> polled) {
        long now = System.nanoTime();
        for (var row : consumer.rows(polled)) {
            records.update(row).ifPresent(update -> {
                view = view.withKey(update.key());
                assembler.add(update, now);
            });
        }
        assembler.moveTo(consumer.position());
        // The newest speaks for all before it.
        var progress = consumer.progress(polled);
        if (!progress.isEmpty() && progress.getLast().value() != null) {
            ProgressRecord.parse(progress.getLast().value()).ifPresent(assembler::progress);
            view = ViewDescription.parse(progress.getLast().value()).orKeyOf(view);
        }
    }

    /** See {@link SliceAssembler#claimFrom}. */
    void claimFrom(long offset) {
        assembler.claimFrom(offset);
    }

    /** Hands on what is due. */
    void handOn() {
        assembler.take(System.nanoTime()).ifPresent(slice -> {
            slice.progress().ifPresent(progress -> records.close(progress.frontier()));
            listener.append(slice);
        });
    }

    /** Whether rows wait for their progress. */
    boolean holdsRows() {
        return assembler.waitNanos(System.nanoTime()) >= 0;
    }

    /** How long the next poll may take: in whole milliseconds and not less, as the consumer cuts the rest off and would be asked again and again. */
    Duration patience() {
        long waitNanos = assembler.waitNanos(System.nanoTime());
        return waitNanos < 0
                ? POLL_MAX
                : Duration.ofMillis(Math.min((waitNanos + 999_999) / 1_000_000, POLL_MAX.toMillis()));
    }

    /** Forgets everything, because the topic is no longer the one that was read, and tells the listener. */
    void restart(String reason) {
        view = ViewDescription.UNKNOWN;
        records.restart();
        assembler = newAssembler();
        listener.restart(reason);
    }
}
