package auctions.ingestor.topic;

import auctions.ingestor.kafka.CommittedLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last committed checkpoint. The end of the topic may be commit markers and aborted records, so growing
 * windows are read from the end backwards: one short read as a rule, however long the topic is.
 */
final class CheckpointReader {

    private static final long WINDOW_FIRST = 64;

    private CheckpointReader() {}

    /** The last checkpoint in the progress topic, or empty where there never was one. */
    static Optional<Checkpoint> last(CommittedLog progress) {
        long begin = progress.begin();
        long end = progress.end();
        long from = end;
        for (long window = WINDOW_FIRST; from > begin; window *= 16) {
            from = Math.max(begin, end - window);
            var last = new Last();
            progress.read(from, end, record -> last.value = record.value() == null ? last.value : record.value());
            if (last.value != null) {
                return Optional.of(CheckpointJson.parse(last.value));
            }
        }
        return Optional.empty();
    }

    /** Holder of the newest value seen. */
    private static final class Last {

        private byte @Nullable [] value;
    }
}
