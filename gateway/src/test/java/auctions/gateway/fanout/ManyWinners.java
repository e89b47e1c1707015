package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.filter.ColumnType;
import auctions.gateway.filter.Comparison;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A log with as many winners as are asked for, with the limits of a real gateway, for benchmarks. */
final class ManyWinners implements InstantSource {
    private static final int BATCH = 1_000;
    private static final int BUYERS = 100_000;
    private static final byte[][] NOTES = {
        ",\"seller\":1861,\"item\":\"City Bar Crawl\",\"amount\":97".getBytes(UTF_8),
        ",\"seller\":4711,\"item\":\"Signed Memorabilia\",\"amount\":54".getBytes(UTF_8)
    };

    final TopicLog log;
    final Fanout fanout;
    final Scratch scratch;

    private final byte[][] keys;
    private final byte[][] values;
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private long offset;

    ManyWinners(int count) {
        var properties = EmptyViews.defaults();
        log = new TopicLog(properties.limits());
        log.identify(new UUID(1, 2));
        fanout = new Fanout(log, properties, this);
        scratch = properties.scratch();
        keys = new byte[count][];
        values = new byte[count][];
        for (var i = 0; i < count; i++) {
            keys[i] = ("{\"auction_id\":" + i + "}").getBytes(UTF_8);
            values[i] = value(i);
        }
    }

    private static byte[] value(int i) {
        return ("{\"auction_id\":" + i + ",\"bid_id\":" + (1_000_000 + i) + ",\"buyer\":" + i % BUYERS
                        + new String(NOTES[i % NOTES.length], UTF_8)
                        + ",\"bid_time\":\"1795369593123.000\",\"end_time\":\"1795369603123.000\"}")
                .getBytes(UTF_8);
    }

    /** Appends every winner once. */
    ManyWinners load() {
        for (var i = 0; i < keys.length; i += BATCH) {
            append(i, Math.min(BATCH, keys.length - i));
        }
        return this;
    }

    /** Appends these winners as one batch with its progress. */
    void append(int first, int count) {
        var updates = new ArrayList<Update>(count);
        var timestamp = new MzTimestamp(now.toEpochMilli() + offset);
        for (var i = 0; i < count; i++) {
            var winner = (first + i) % keys.length;
            updates.add(new Update.Upsert(timestamp, offset++, keys[winner], values[winner]));
        }
        var columns = List.of("auction_id", "bid_id", "buyer", "seller", "item", "amount", "bid_time", "end_time");
        log.append(new TopicSlice(
                updates,
                Optional.of(
                        new Progress(new MzTimestamp(timestamp.bits() + 1), Optional.of(MzTimestamp.ZERO), columns)),
                false));
    }

    /** Lets time pass. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** A cursor of one buyer's. */
    Cursor cursorOf(int buyer, Start start) {
        return cursor(start, Filter.of(Map.of("buyer", List.of("" + buyer))));
    }

    /** A cursor of the same buyer's, who is one of too many values to be looked up; nobody has the others. */
    Cursor cursorOfMany(int buyer, Start start) {
        var values = IntStream.rangeClosed(-20, -1).mapToObj(Integer::toString);
        return cursor(
                start,
                Filter.of(Map.of(
                        "buyer", Stream.concat(Stream.of("" + buyer), values).toList())));
    }

    /** A cursor of the same buyer's, who may know of no other rows. */
    Cursor confinedCursorOf(int buyer, Start start) {
        var rows = Filter.of(Map.of("buyer", List.of("" + buyer)));
        return Fixture.ready(fanout.open(new StreamRequest(start, Filter.everything(), false).confinedTo(rows)));
    }

    /** A cursor of the same buyer's, who is found by a range. */
    Cursor rangeCursorOf(int buyer, Start start) {
        var range = Stream.of("gte." + buyer, "lte." + buyer)
                .map(value -> Comparison.parse("buyer", new ColumnType("bigint"), value)
                        .orElseThrow())
                .toList();
        return cursor(start, Filter.of(Map.of(), Map.of("buyer", range)));
    }

    /** A cursor without a filter. */
    Cursor cursor(Start start) {
        return cursor(start, Filter.everything());
    }

    private Cursor cursor(Start start, Filter filter) {
        return Fixture.ready(fanout.open(new StreamRequest(start, filter, false)));
    }

    /** Gives the cursor turns until it has nothing more. */
    void deliver(Cursor cursor, Output output) {
        try {
            while (cursor.write(output, scratch) != Delivery.CAUGHT_UP) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
