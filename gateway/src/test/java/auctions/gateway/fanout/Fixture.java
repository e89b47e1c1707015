package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.topic.Batch;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.util.unit.DataSize;

/** A small log with a clock that stands still until moved, and a writer's hand: offsets by themselves, 10 apart. */
final class Fixture implements InstantSource {
    static final Duration LAG = Duration.ofMinutes(10);
    static final Duration RETENTION = Duration.ofHours(24);

    final FanoutLog log;
    final Gather gather;
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    long offset;

    private final List<Update> updates = new ArrayList<>();

    Fixture() {
        this(4096);
    }

    Fixture(int segmentBytes) {
        this(segmentBytes, 1 << 20, 1024);
    }

    Fixture(int segmentBytes, int turnBytes, int gatherBytes) {
        var properties = new FanoutProperties(
                DataSize.ofBytes(segmentBytes),
                LAG,
                RETENTION,
                Duration.ofSeconds(10),
                DataSize.ofBytes(turnBytes),
                DataSize.ofBytes(gatherBytes));
        log = new FanoutLog(properties, this);
        gather = log.gather();
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Adds an upsert to the next batch. */
    Fixture put(long timestamp, String key, String value) {
        updates.add(new Update.Upsert(timestamp, nextOffset(), now.toEpochMilli(), key(key), value.getBytes(UTF_8)));
        return this;
    }

    /** Adds a deletion to the next batch. */
    Fixture delete(long timestamp, String key) {
        updates.add(new Update.Delete(timestamp, nextOffset(), now.toEpochMilli(), key(key)));
        return this;
    }

    /** Appends the batch with this frontier. */
    Fixture close(long frontier) {
        return append(Optional.of(new Progress(frontier, OptionalLong.of(0), List.of())));
    }

    /** Appends the batch without progress. */
    Fixture append() {
        return append(Optional.empty());
    }

    private Fixture append(Optional<Progress> progress) {
        log.append(new Batch(updates, progress));
        updates.clear();
        return this;
    }

    /** Opens a stream that must be ready. */
    Cursor open(Start start) {
        return open(start, Filter.everything());
    }

    /** Opens a stream with a filter that must be ready. */
    Cursor open(Start start, Filter filter) {
        return ready(log.open(new StreamRequest(start, filter, false)));
    }

    static Cursor ready(Opening opening) {
        return ((Opening.Ready) opening).cursor();
    }

    /** Everything the cursor has for an output that takes all. */
    String read(Cursor cursor) {
        var output = new FakeOutput();
        while (write(cursor, output) != Delivery.CAUGHT_UP) {}
        return output.take();
    }

    /** One turn. */
    Delivery write(Cursor cursor, Output output) {
        try {
            return cursor.write(output, gather);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long nextOffset() {
        offset += 10;
        return offset;
    }

    private static byte[] key(String key) {
        return key.getBytes(UTF_8);
    }
}
