package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Filter;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.TopicSlice;
import auctions.gateway.topic.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** A small log with a clock that stands still until moved, and a writer's hand: offsets by themselves, 10 apart. */
final class Fixture implements InstantSource {
    static final UUID TOPIC = new UUID(7, 7);
    static final Duration LAG = Duration.ofMinutes(10);
    static final Duration RETENTION = Duration.ofHours(24);

    final TopicLog log;
    final Fanout fanout;
    Scratch scratch;
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    long offset;

    private static final Pattern ID = Pattern.compile("^id: (.*)$", Pattern.MULTILINE);

    private final FanoutProperties properties;
    private final List<Update> updates = new ArrayList<>();

    Fixture() {
        this(4096);
    }

    Fixture(int segmentBytes) {
        this(segmentBytes, 1 << 20, 1024);
    }

    Fixture(int segmentBytes, int turnBytes, int gatherBytes) {
        properties = new FanoutProperties(
                DataSize.ofBytes(segmentBytes),
                LAG,
                RETENTION,
                Duration.ofSeconds(10),
                DataSize.ofBytes(turnBytes),
                DataSize.ofBytes(gatherBytes),
                64,
                DataSize.ofMegabytes(4),
                DataSize.ofMegabytes(1));
        log = new TopicLog(properties.limits());
        log.identify(TOPIC);
        fanout = new Fanout(log, properties, this);
        scratch = properties.scratch();
    }

    /** Goes on as another pump, which has no pages of snapshots. */
    void forgetPages() {
        scratch = properties.scratch();
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Adds an upsert to the next batch. */
    Fixture put(long timestamp, String key, String value) {
        updates.add(new Update.Upsert(new MzTimestamp(timestamp), nextOffset(), key(key), value.getBytes(UTF_8)));
        return this;
    }

    /** Adds a deletion to the next batch. */
    Fixture delete(long timestamp, String key) {
        updates.add(new Update.Delete(new MzTimestamp(timestamp), nextOffset(), key(key)));
        return this;
    }

    /** Lets the topic's own time pass: a frontier so much later than the last one. */
    Fixture pass(Duration time) {
        return close(log.frontier().orElseThrow().bits() + time.toMillis());
    }

    /** Appends the batch with this frontier. */
    Fixture close(long frontier) {
        return append(
                Optional.of(new Progress(new MzTimestamp(frontier), Optional.of(MzTimestamp.ZERO), List.of())), false);
    }

    /** Appends the batch without progress. */
    Fixture append() {
        return append(Optional.empty(), false);
    }

    /** Appends the batch as what the log finds in the topic, which may have forgotten what was superseded. */
    Fixture find() {
        return append(Optional.empty(), true);
    }

    private Fixture append(Optional<Progress> progress, boolean compacted) {
        log.append(new TopicSlice(updates, progress, compacted));
        updates.clear();
        return this;
    }

    /** Opens a stream that must be ready. */
    Cursor open(Start start) {
        return open(start, Filter.everything());
    }

    /** Opens a stream with a filter that must be ready. */
    Cursor open(Start start, Filter filter) {
        return ready(fanout.open(new StreamRequest(start, filter, false)));
    }

    /** Opens a stream of one who may see nothing but the rows of the filter. */
    Cursor openConfined(Start start, Filter rows) {
        return ready(fanout.open(new StreamRequest(start, Filter.everything(), false).confinedTo(rows)));
    }

    static Cursor ready(Opening opening) {
        return ((Opening.Ready) opening).cursor();
    }

    /** Everything the cursor has for an output that takes all; without the tags, which every id but that of a reset must have. */
    String read(Cursor cursor) {
        return read(cursor, new FakeOutput());
    }

    /** As above, with what the output has taken before. */
    String read(Cursor cursor, FakeOutput output) {
        output.allow(Long.MAX_VALUE);
        while (write(cursor, output) != Delivery.CAUGHT_UP) {}
        return withoutTags(output.take());
    }

    /** The same, cut by outputs that take so many bytes each; the cursor says after each whether a block was cut. */
    String readInPieces(Cursor cursor, int bytes) {
        var text = new StringBuilder();
        while (cursor.hasNext()) {
            var output = new FakeOutput().allow(bytes);
            write(cursor, output);
            text.append(output.take());
            assertThat(cursor.insideBlock()).isEqualTo(!text.toString().endsWith("\n\n"));
        }
        return withoutTags(text.toString());
    }

    /** The text without the topic's tag. */
    String withoutTags(String text) {
        var suffix = "~" + log.generation().tag().text();
        assertThat(ID.matcher(text).results().map(id -> id.group(1)))
                .allMatch(id -> id.equals("0") || id.endsWith(suffix));
        return text.replace(suffix + "\n", "\n");
    }

    /** One turn. */
    Delivery write(Cursor cursor, Output output) {
        try {
            return cursor.write(output, scratch);
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
