package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.log.EventId;
import auctions.gateway.log.TopicTag;
import auctions.gateway.topic.MzTimestamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subscriber that believes nothing: keeps the rows it was told of, and holds every block against the topic. */
final class FakeBrowser {
    final FakeRequest request;
    int replica;

    @Nullable
    Cursor cursor;

    private FakeTopic topic;
    private Map<String, String> rows = new HashMap<>();
    private Optional<String> lastEventId = Optional.empty();
    private FakeTopic idTopic = FakeTopic.OTHER;
    private String unfinished = "";
    private long nowMillis;

    // Of the connection: the last id on it, the end of the snapshot it is in, and what must come next.
    private Optional<EventId> reached = Optional.empty();
    private Optional<SnapshotCheck> snapshot = Optional.empty();
    private Optional<EventId> endBlockDue = Optional.empty();
    private Optional<EventId> firstDue = Optional.empty();
    private boolean resetDue;
    private boolean fresh;
    private @Nullable FakeTopic nextTopic;
    private final Set<TopicTag> skipped = new HashSet<>();

    // What it holds is known to be what the topic says; and what it got may leave out superseded versions.
    private boolean tracked;
    private boolean conflated;
    private MzTimestamp conflatedUntil = MzTimestamp.ZERO;
    private boolean exact;
    private final DeletionCheck deletions = new DeletionCheck();

    FakeBrowser(FakeTopic topic, FakeRequest request) {
        this.topic = topic;
        this.request = request;
    }

    /** What it would come back with; nonsense is presented once, since no log can tell it for ever. */
    FakeMemory remember() {
        Optional<String> id = idTopic == FakeTopic.OTHER ? Optional.empty() : lastEventId;
        return new FakeMemory(
                id, Map.copyOf(rows), idTopic, tracked && !conflated, deletions.needless(), request.shown());
    }

    /** Connects without an id, or with one that says that nothing is held. */
    void connectAnew(Cursor opened, FakeTopic to, FakeReplica at, boolean snapshot) {
        connect(opened, to);
        rows = new HashMap<>();
        lastEventId = Optional.empty();
        tracked = snapshot;
        deletions.begin(at, snapshot);
        if (snapshot) {
            expectSnapshot(at.snapshotEnd(), at);
        } else {
            firstDue = at.position();
        }
    }

    private void expectSnapshot(OptionalLong end, FakeReplica at) {
        snapshot = SnapshotCheck.of(topic, request, end);
        endBlockDue =
                at.log.frontier().isPresent() ? Optional.empty() : snapshot.map(check -> topic.lastBelow(check.end()));
    }

    /** Connects with the id of a memory, going on from its rows. */
    void connectAfter(Cursor opened, FakeTopic to, FakeMemory memory, FakeReplica at) {
        connect(opened, to);
        rows = new HashMap<>(memory.rows());
        lastEventId = memory.lastEventId();
        reached = lastEventId.flatMap(EventId::parse);
        idTopic = memory.topic();
        tracked = memory.tracked();
        resetDue = (memory.topic() != to && !memory.rows().isEmpty()) || reached.isEmpty();
        deletions.resume(at, memory);
        fresh = !resetDue && memory.topic() == to && memory.tracked() && topic.mustHonour(reached.get());
        expectSnapshot(reached.map(EventId::end).orElse(OptionalLong.empty()), at);
    }

    private void connect(Cursor opened, FakeTopic to) {
        cursor = opened;
        topic = to;
        unfinished = "";
        reached = Optional.empty();
        snapshot = Optional.empty();
        expectNothing();
        resetDue = false;
        conflated = false;
        exact = true;
        nextTopic = null;
    }

    /** The topic is another now, or was cut off: nothing may come before the reset but the rest of a block. */
    void expectReset(FakeTopic to) {
        resetDue = true;
        expectNothing();
        skipped.add(TopicTag.of((nextTopic == null ? topic : nextTopic).id));
        skipped.remove(TopicTag.of(to.id));
        nextTopic = to;
    }

    private void expectNothing() {
        fresh = false;
        firstDue = Optional.empty();
        endBlockDue = Optional.empty();
    }

    void conflate(Cursor current, FakeReplica at) {
        current.conflate();
        conflatedUntil = at.log.generation().head().closed();
        exact = false;
        conflated = true;
        firstDue = Optional.empty();
    }

    /** The position may be refused: so much time passed, or the replica does not know yet when the topic began. */
    void age() {
        fresh = false;
    }

    void disconnect() {
        cursor = null;
    }

    /** Takes bytes off the wire. */
    void receive(String bytes, long atMillis) {
        nowMillis = atMillis;
        unfinished += bytes;
        for (var end = unfinished.indexOf("\n\n"); end >= 0; end = unfinished.indexOf("\n\n")) {
            var block = FakeBlock.parse(unfinished.substring(0, end));
            unfinished = unfinished.substring(end + 2);
            lastEventId = Optional.of(block.id().toString());
            if (block.event().equals("reset")) {
                reset(block);
            } else {
                take(block);
            }
        }
    }

    private void reset(FakeBlock block) {
        var continuable = fresh && topic.mustHonour(reached.orElseThrow());
        new ConfinedCheck(request).reset(topic, block, continuable, deletions.foundTopic());
        assertThat(block.id().toString()).isEqualTo("0");
        topic = nextTopic == null ? topic : nextTopic;
        idTopic = topic;
        nextTopic = null;
        resetDue = false;
        rows.clear();
        tracked = true;
        deletions.inStep();
        exact = !conflated;
        reached = Optional.empty();
        expectNothing();
        // Where it ends, its first row says.
        snapshot = Optional.empty();
    }

    private void take(FakeBlock block) {
        var id = block.id();
        if (id.holdsNothing() && id.tag().filter(skipped::contains).isPresent()) {
            // The rest of what a topic said that was gone again before all of its reset was out; another reset follows.
            return;
        }
        assertThat(id.tag()).as("every id says its topic").contains(TopicTag.of(topic.id));
        assertThat(resetDue && nextTopic == null)
                .as("stream of a lost position goes on without a reset")
                .isFalse();
        idTopic = topic;
        if (isEndBlock(block, id.position())) {
            endSnapshot();
            endBlockDue = Optional.empty();
        } else {
            reached.ifPresent(before -> assertThat(id).as("ids rise").isGreaterThan(before));
            if (firstDue.isPresent()) {
                assertThat(id.position()).as("id of its first position").isEqualTo(firstDue.get());
                firstDue = Optional.empty();
                assertThat(block.isPlace(request.progressAsEvent()) || block.isProgress(request.progressAsEvent()))
                        .isTrue();
            } else {
                dispatch(block, id);
            }
        }
        reached = Optional.of(id);
        fresh = false;
    }

    /** After a reset it is not known beforehand that one is due. */
    private boolean isEndBlock(FakeBlock block, EventId place) {
        return block.isPlace(request.progressAsEvent())
                && snapshot.map(check -> check.endsAt(place))
                        .orElse(endBlockDue.filter(place::equals).isPresent());
    }

    private void dispatch(FakeBlock block, EventId id) {
        if (id.end().isPresent()) {
            snapshotRow(block);
            return;
        }
        if (snapshot.isPresent()) {
            assertThat(endBlockDue).as("the end of the snapshot was said").isEmpty();
            endSnapshot();
        }
        if (block.isPlace(request.progressAsEvent())) {
            // After a reset: the end of a snapshot whose end no row said.
            topic.assertLiveRowsHeld(id, request, rows);
        } else if (id.isProgress()) {
            assertThat(block.isProgress(request.progressAsEvent())).isTrue();
            claim(id);
        } else {
            record(block, id);
        }
    }

    /** A row of a snapshot. After a reset the first one says the end. */
    private void snapshotRow(FakeBlock block) {
        if (snapshot.isEmpty()) {
            snapshot = SnapshotCheck.of(topic, request, block.id().end());
        }
        var entry = snapshot.orElseThrow().row(block, reached);
        assertThat(rows.put(entry.key, block.data()))
                .as("%s is shown once", block.id())
                .isNull();
    }

    private void endSnapshot() {
        reached = snapshot.map(check -> check.end(reached)).or(() -> reached);
        snapshot = Optional.empty();
    }

    private void record(FakeBlock block, EventId id) {
        var entry = topic.entry(id.offset());
        assertThat(entry).as("record %s is in the topic", id).isNotNull();
        assertThat(entry.id()).isEqualTo(id.position());
        nothingLost(id.position());
        var value = entry.value().flatMap(request::show);
        if (block.event().equals("delete")) {
            assertThat(value).as("%s is no deletion here", id).isEmpty();
            assertThat(block.data()).isEqualTo(entry.key);
            new ConfinedCheck(request).deleted(entry);
            if (!request.filterValue().isEmpty() && !conflated && !rows.containsKey(entry.key)) {
                deletions.notHeld(topic, entry, nowMillis);
            }
            rows.remove(entry.key);
        } else {
            assertThat(value).contains(block.data());
            rows.put(entry.key, block.data());
        }
    }

    /** Between two ids, what did not come must be no loss. */
    private void nothingLost(EventId upTo) {
        if (reached.isPresent() && tracked && request.filterValue().isEmpty()) {
            topic.assertNothingLost(reached, upTo, exact);
        }
    }

    /** Progress says that everything below is held: then it must be. */
    private void claim(EventId frontier) {
        var truth = topic.stateBelow(frontier, request::show);
        if (!tracked) {
            tracked = true;
            rows = new HashMap<>(truth);
            return;
        }
        nothingLost(frontier);
        conflated &= frontier.timestamp().isBefore(conflatedUntil);
        assertThat(rows).as("state claimed at %s", frontier).isEqualTo(truth);
    }

    /** The cursor says it has nothing more: then the state is the replica's. */
    void validate(EventId end, Optional<EventId> closed) {
        assertThat(unfinished).as("no half block at the end").isEmpty();
        assertThat(resetDue).as("reset came").isFalse();
        assertThat(firstDue).as("id of its first position").isEmpty();
        assertThat(endBlockDue).as("the end of the snapshot was said").isEmpty();
        closed.ifPresent(frontier -> assertThat(reached.map(EventId::position))
                .as("what is closed is claimed")
                .contains(frontier));
        conflated = false;
        if (tracked) {
            deletions.inStep();
            assertThat(rows).as("state when caught up").isEqualTo(topic.stateBelow(end, request::show));
        }
    }
}
