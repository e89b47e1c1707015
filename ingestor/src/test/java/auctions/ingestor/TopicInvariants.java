package auctions.ingestor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.topic.Checkpoint;
import auctions.ingestor.topic.FakeKafka;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold of the committed topic at every moment; reads only what is new since it was last asked. Nothing here
 * knows of faults, save that a torn transaction may leave records without a checkpoint for a while.
 */
final class TopicInvariants {

    private final FakeKafka kafka;

    private final FakeMaterialize database;

    private final FakeView view;

    private final Map<String, Integer> definitions = new HashMap<>();

    // Every change in the topic: its time and key.
    private final Set<String> written = new HashSet<>();

    private final Set<String> letters = new HashSet<>();

    // Records that no checkpoint covers yet.
    private final Deque<FakeKafka.Committed> uncovered = new ArrayDeque<>();

    // The value of each key by the records that the last checkpoint covers.
    private final Map<String, String> rows = new HashMap<>();

    private long dataRead;

    private long lettersRead;

    private long progressRead;

    private long lastTime;

    private String lastKey = "";

    private @Nullable Checkpoint last;

    /** The invariants of one simulation. */
    TopicInvariants(FakeKafka kafka, FakeMaterialize database, FakeView view) {
        this.kafka = kafka;
        this.database = database;
        this.view = view;
    }

    /** The last checkpoint's frontier, or 0. */
    long frontier() {
        return last == null ? 0 : last.frontier().value();
    }

    /** The last checkpoint's next offset, or 0. */
    long nextOffset() {
        return last == null ? 0 : last.nextOffset();
    }

    /** Checks all that was committed since the last time. */
    void check() {
        long end = kafka.dataEnd();
        if (end > dataRead) {
            kafka.data(dataRead).forEach(this::checkRecord);
            dataRead = end;
        }
        long lettersEnd = kafka.deadLettersEnd();
        if (lettersEnd > lettersRead) {
            kafka.deadLetters(lettersRead).forEach(this::checkLetter);
            lettersRead = lettersEnd;
        }
        long progressEnd = kafka.progressEnd();
        if (progressEnd > progressRead) {
            kafka.checkpoints(progressRead).forEach(this::checkCheckpoint);
            progressRead = progressEnd;
        }
        if (kafka.torn() == 0 && !uncovered.isEmpty()) {
            throw new AssertionError("%d records without a checkpoint".formatted(uncovered.size()));
        }
    }

    private void checkRecord(FakeKafka.Committed committed) {
        long time = committed.time();
        var key = new String(committed.record().key(), UTF_8);
        require(time >= lastTime, "times never fall: %s after %s", time, lastTime);
        require(written.add(time + key), "%s at %s is written once", key, time);
        int state = view.rowsBelow(time + 1).getOrDefault(key, FakeView.GONE);
        require(state == state(committed), "%s is so at %s", key, time);
        if (!database.gaveSnapshotAt(time)) {
            require(view.changed(time, key, state), "%s changed at %s", key, time);
            require(time > lastTime || key.compareTo(lastKey) > 0, "%s at %s in the order received", key, time);
        }
        lastTime = time;
        lastKey = key;
        uncovered.add(committed);
    }

    private void checkLetter(FakeKafka.Committed letter) {
        var key = new String(letter.record().key(), UTF_8);
        require(
                letters.add(letter.time() + key) || kafka.torn() > 0,
                "the change of %s at %s is set aside once",
                key,
                letter.time());
        require(
                database.gaveSnapshotAt(letter.time()) || view.changed(letter.time(), key, FakeView.AMBIGUOUS),
                "%s had two rows at %s",
                key,
                letter.time());
    }

    private static int state(FakeKafka.Committed committed) {
        var value = committed.record().value();
        return value == null ? FakeView.GONE : FakeView.number(new String(value, UTF_8));
    }

    private void checkCheckpoint(Checkpoint checkpoint) {
        var before = last;
        last = checkpoint;
        if (before != null) {
            require(checkpoint.frontier().isAfter(before.frontier()), "%s moves on from %s", checkpoint, before);
            require(checkpoint.nextOffset() >= before.nextOffset(), "%s counts on from %s", checkpoint, before);
            require(checkpoint.epoch() >= before.epoch(), "%s is not older than %s", checkpoint, before);
            require(checkpoint.since().equals(before.since()), "%s begins where %s does", checkpoint, before);
        }
        while (!uncovered.isEmpty() && covers(checkpoint, uncovered.getFirst())) {
            cover(uncovered.removeFirst());
        }
        require(
                uncovered.isEmpty() || uncovered.getFirst().time() >= frontier(),
                "all below its frontier is covered by %s",
                checkpoint);
        int definition = definition(checkpoint);
        checkRows(definition);
        database.committed(new FakeMaterialize.Committed(frontier(), definition));
    }

    /** By its offset; or, where compaction has taken a torn record before anybody could cover it, by its time. */
    private boolean covers(Checkpoint checkpoint, FakeKafka.Committed committed) {
        long offset = committed.record().offset();
        return offset < checkpoint.nextOffset() || (committed.time() < frontier() && !kafka.holds(offset));
    }

    private void cover(FakeKafka.Committed committed) {
        var key = new String(committed.record().key(), UTF_8);
        require(committed.time() < frontier(), "%s at %s is covered by frontier %s", key, committed.time(), frontier());
        var value = committed.record().value();
        var text = value == null ? null : new String(value, UTF_8);
        var before = text == null ? rows.remove(key) : rows.put(key, text);
        require(
                !Objects.equals(before, text) || (text == null && view.ambiguous()),
                "%s at %s is no difference",
                key,
                committed.time());
    }

    private int definition(Checkpoint checkpoint) {
        for (int i = definitions.size(); i <= view.definition(); i++) {
            definitions.put(view.relation(i).fingerprint(), i);
        }
        var definition = definitions.get(checkpoint.fingerprint());
        if (definition == null) {
            throw new AssertionError("unknown fingerprint in " + checkpoint);
        }
        return definition;
    }

    /** The topic equals the view at the frontier, except for what no topic could say. */
    private void checkRows(int definition) {
        var states = view.rowsBelow(frontier());
        states.forEach((key, state) -> {
            if (state != FakeView.AMBIGUOUS) {
                var value = FakeView.value(key, state, definition);
                require(value.equals(rows.get(key)), "%s at frontier %s, not %s", value, frontier(), rows.get(key));
            }
        });
        for (var key : rows.keySet()) {
            require(states.containsKey(key), "%s is gone at frontier %s", key, frontier());
        }
    }

    /** Checks the topic as a whole, once nothing fails any more: no change is missing. */
    void checkEnd() {
        check();
        assertThat(uncovered).as("records without a checkpoint").isEmpty();
        view.changesBelow(frontier()).forEach((time, at) -> {
            if (!database.mergedPerhaps(time)) {
                at.forEach((key, state) -> require(
                        (state == FakeView.AMBIGUOUS ? letters : written).contains(time + key),
                        "%s in state %s at %s is not missing",
                        key,
                        state,
                        time));
            }
        });
    }

    private static void require(boolean holds, String claim, @Nullable Object... figures) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim.formatted(figures));
        }
    }
}
