package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscriber that believes nothing: keeps the rows it was told of, and holds every block against the topic. */
final class FakeBrowser {
    /** What is younger must not be refused: the retention, less what batches run ahead of the clock. */
    private static final long FRESH_MILLIS = Fixture.RETENTION.minusMinutes(1).toMillis();

    private static final EventId NOWHERE = new EventId(0, 0);

    final String filterValue;
    final boolean progressAsEvent;

    @Nullable
    Cursor cursor;

    int replica;

    private FakeTopic topic;
    private Map<String, String> rows = new HashMap<>();
    private Optional<String> lastEventId = Optional.empty();
    private FakeTopic idTopic = FakeTopic.OTHER;
    private String unfinished = "";

    // Of the connection: the last id on it, whether it may leave out what is superseded, and what a snapshot began
    // with.
    private Optional<EventId> reached = Optional.empty();
    private boolean exact;
    private boolean tracked;
    private boolean conflated;
    private boolean resetDue;
    private boolean fresh;
    private Optional<EventId> firstDue = Optional.empty();
    private EventId snapshotEnd = NOWHERE;
    private long openedMillis;
    private @Nullable FakeTopic nextTopic;

    FakeBrowser(FakeTopic topic, String filterValue, boolean progressAsEvent) {
        this.topic = topic;
        this.filterValue = filterValue;
        this.progressAsEvent = progressAsEvent;
    }

    Filter filter() {
        return filterValue.isEmpty() ? Filter.everything() : Filter.of(Map.of("x", List.of(filterValue)));
    }

    boolean passes(String value) {
        return filterValue.isEmpty() || value.contains("\"x\":\"" + filterValue + "\"");
    }

    /** What it would come back with; nonsense is presented once, since no log can tell it for ever. */
    FakeMemory remember() {
        Optional<String> id = idTopic == FakeTopic.OTHER ? Optional.empty() : lastEventId;
        return new FakeMemory(id, Map.copyOf(rows), idTopic, tracked && !conflated, filterValue);
    }

    /** Connects without an id. */
    void connectAnew(Cursor opened, FakeTopic to, boolean snapshot, EventId end, long nowMillis) {
        connect(opened, to);
        rows = new HashMap<>();
        lastEventId = Optional.empty();
        tracked = snapshot;
        openedMillis = nowMillis;
        exact = !snapshot;
        snapshotEnd = snapshot ? end : snapshotEnd;
    }

    /** A stream without a past begins with the id of the place where it comes in. */
    void expectFirst(Head head) {
        if (head.frontier() != Entries.NONE) {
            firstDue = Optional.of(new EventId(head.frontier(), EventId.PROGRESS));
        } else if (head.offset() != Entries.NONE) {
            firstDue = Optional.of(new EventId(head.timestamp(), head.offset()));
        }
    }

    /** Connects with the id of a memory, going on from its rows. */
    void connectAfter(Cursor opened, FakeTopic to, FakeMemory memory, EventId end, long nowMillis) {
        connect(opened, to);
        rows = new HashMap<>(memory.rows());
        openedMillis = nowMillis;
        lastEventId = memory.lastEventId();
        idTopic = memory.topic();
        tracked = memory.tracked();
        reached = memory.lastEventId().flatMap(EventId::parse);
        exact = true;
        resetDue = (memory.topic() != to && !memory.rows().isEmpty()) || reached.isEmpty();
        fresh = !resetDue
                && memory.topic() == to
                && memory.tracked()
                && reached.get().timestamp() > nowMillis - FRESH_MILLIS;
        snapshotEnd = end;
    }

    private void connect(Cursor opened, FakeTopic to) {
        cursor = opened;
        topic = to;
        unfinished = "";
        reached = Optional.empty();
        resetDue = false;
        fresh = false;
        conflated = false;
        nextTopic = null;
        firstDue = Optional.empty();
        snapshotEnd = NOWHERE;
    }

    /** The topic is another now: nothing may come before the reset but the rest of a block. */
    void expectReset(FakeTopic to) {
        resetDue = true;
        fresh = false;
        firstDue = Optional.empty();
        snapshotEnd = NOWHERE;
        nextTopic = to;
    }

    void conflate(Cursor current) {
        current.conflate();
        exact = false;
        conflated = true;
        firstDue = Optional.empty();
        snapshotEnd = NOWHERE;
    }

    /** The position may be refused: so much time passed, or the replica does not know yet when the topic began. */
    void age() {
        fresh = false;
    }

    void disconnect() {
        cursor = null;
    }

    /** Takes bytes off the wire. */
    void receive(String bytes, long nowMillis) {
        unfinished += bytes;
        for (var end = unfinished.indexOf("\n\n"); end >= 0; end = unfinished.indexOf("\n\n")) {
            block(unfinished.substring(0, end), nowMillis);
            unfinished = unfinished.substring(end + 2);
        }
    }

    private void block(String block, long nowMillis) {
        var event = "message";
        var data = new StringBuilder();
        Optional<EventId> id = Optional.empty();
        for (var line : block.split("\n")) {
            var colon = line.indexOf(": ");
            assertThat(colon).as("a field in %s", block).isPositive();
            var value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "event" -> event = value;
                case "id" -> {
                    assertThat(value).matches("[A-Za-z0-9._~-]{1,128}");
                    id = EventId.parse(value);
                    assertThat(id).isPresent();
                    lastEventId = Optional.of(value);
                    idTopic = topic;
                }
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> throw new AssertionError("unknown field in " + block);
            }
        }
        if (event.equals("reset")) {
            reset(data.toString(), nowMillis);
            return;
        }
        rise(id.orElseThrow());
        if (firstDue.isPresent()) {
            assertThat(id).as("id of the place where it comes in").isEqualTo(firstDue);
            firstDue = Optional.empty();
        }
        dispatch(event, data.toString(), id.get(), nowMillis);
    }

    private void reset(String reason, long nowMillis) {
        assertThat(fresh && reached.orElseThrow().timestamp() > nowMillis - FRESH_MILLIS)
                .as("a reset of what could be continued: %s after %s", reason, lastEventId)
                .isFalse();
        topic = nextTopic == null ? topic : nextTopic;
        idTopic = topic;
        nextTopic = null;
        resetDue = false;
        rows.clear();
        tracked = true;
        exact = false;
        reached = lastEventId.flatMap(EventId::parse);
        assertThat(reached).contains(new EventId(0, EventId.PROGRESS));
    }

    private void rise(EventId id) {
        if (nextTopic == null) {
            assertThat(resetDue)
                    .as("stream of a lost position goes on without a reset")
                    .isFalse();
        }
        reached.ifPresent(before -> assertThat(id).as("ids rise").isGreaterThan(before));
    }

    private void dispatch(String event, String data, EventId id, long nowMillis) {
        if (id.isProgress()) {
            assertThat(event).isEqualTo(progressAsEvent ? "progress" : "message");
            assertThat(data).isEqualTo(progressAsEvent ? "{\"mz_timestamp\":\"" + id + "\"}" : "");
            claim(id, nowMillis);
        } else if (reached.isEmpty() && !tracked && data.isEmpty()) {
            // Where a stream without a past comes in, if the topic has no progress to say so.
            assertThat(topic.entry(id.offset()).id()).isEqualTo(id);
        } else {
            record(event, data, id, nowMillis);
        }
        reached = Optional.of(id);
        fresh = false;
    }

    private void record(String event, String data, EventId id, long nowMillis) {
        var entry = topic.entry(id.offset());
        assertThat(entry).as("record %s is in the topic", id).isNotNull();
        assertThat(entry.id()).isEqualTo(id);
        nothingLost(id, nowMillis);
        var value = entry.value().filter(this::passes);
        if (event.equals("delete")) {
            assertThat(value).as("%s is no deletion here", id).isEmpty();
            assertThat(data).isEqualTo(entry.key);
            if (!filterValue.isEmpty()) {
                assertThat(entry.previous
                                        .flatMap(FakeTopic.Entry::value)
                                        .filter(this::passes)
                                        .isPresent()
                                || entry.update.appendedAtMillis() <= nowMillis - Fixture.LAG.toMillis())
                        .as("deletion %s is of a row that may be held", id)
                        .isTrue();
            }
            rows.remove(entry.key);
        } else {
            assertThat(value).contains(data);
            assertThat(!exact && id.compareTo(snapshotEnd) < 0 && entry.next.isPresent() && entry.isCold(openedMillis))
                    .as("snapshot leaves out what was superseded long ago")
                    .isFalse();
            rows.put(entry.key, data);
        }
    }

    /** Between two ids, what did not come must be no loss. */
    private void nothingLost(EventId upTo, long nowMillis) {
        if (reached.isEmpty() || !tracked) {
            return;
        }
        for (var entry : topic.byOffset.values()) {
            var isBetween =
                    entry.id().compareTo(reached.get()) > 0 && entry.id().compareTo(upTo) < 0;
            if (!isBetween || !filterValue.isEmpty()) {
                continue;
            }
            if (exact) {
                assertThat(entry.isDroppable(nowMillis))
                        .as("%s is missing before %s", entry.id(), upTo)
                        .isTrue();
            } else {
                assertThat(entry.next.isPresent() || entry.value().isEmpty())
                        .as("live row %s is missing before %s", entry.id(), upTo)
                        .isTrue();
            }
        }
    }

    /** Progress says that everything below is held: then it must be. */
    private void claim(EventId frontier, long nowMillis) {
        var truth = topic.stateBelow(frontier, this::passes);
        if (!tracked) {
            tracked = true;
            rows = new HashMap<>(truth);
            return;
        }
        nothingLost(frontier, nowMillis);
        conflated = false;
        assertThat(rows).as("state claimed at %s", frontier).isEqualTo(truth);
    }

    /** The cursor says it has nothing more: then the state is the replica's. */
    void validate(EventId end, Head head) {
        assertThat(unfinished).as("no half block at the end").isEmpty();
        assertThat(resetDue).as("reset came").isFalse();
        assertThat(firstDue).as("id of the place where it comes in").isEmpty();
        if (head.progress() != Entries.NONE && head.progress() == head.sequence() - 1) {
            assertThat(lastEventId).as("what is closed is claimed").contains(Long.toString(head.frontier()));
        }
        conflated = false;
        if (tracked) {
            assertThat(rows).as("state when caught up").isEqualTo(topic.stateBelow(end, this::passes));
        }
    }
}
