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

    private final Continuity continuity;

    private final FakeView view;

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

    // The time of the newest record that the last checkpoint covers, and the offset of the first record at that time.
    private long newest;
    private long newestTime;
    private long newestOffset = -1;

    /** The invariants of one simulation. */
    TopicInvariants(FakeKafka kafka, Continuity continuity, FakeView view) {
        this.kafka = kafka;
        this.continuity = continuity;
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

    /** The offset of the first record at the newest time that the last checkpoint covers. */
    long newestOffset() {
        return Math.max(newestOffset, 0);
    }

    /** Whether every record is covered, and nothing is left out because of violated keys. */
    boolean exact() {
        return last != null
                && uncovered.isEmpty()
                && Map.copyOf(view.rowsBelow(frontier())).entrySet().stream()
                        .noneMatch(row -> row.getValue() != FakeView.AMBIGUOUS && unknown(last, row.getKey()));
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
        continuity.uncovered(!uncovered.isEmpty());
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
        if (!continuity.gaveSnapshotAt(time)) {
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
                continuity.gaveSnapshotAt(letter.time()) || view.changed(letter.time(), key, FakeView.AMBIGUOUS),
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
            require(
                    checkpoint.frontier().isAfter(before.frontier())
                            || (checkpoint.unknownKeys()
                                    && checkpoint.frontier().equals(before.frontier())),
                    "%s moves on from %s",
                    checkpoint,
                    before);
            require(checkpoint.nextOffset() >= before.nextOffset(), "%s counts on from %s", checkpoint, before);
            require(checkpoint.epoch() >= before.epoch(), "%s is not older than %s", checkpoint, before);
            require(checkpoint.since().equals(before.since()), "%s begins where %s does", checkpoint, before);
            require(
                    checkpoint.provenance().equals(before.provenance())
                            || checkpoint.snapshot().isAfter(before.snapshot()),
                    "%s follows a snapshot, being made from something else than %s",
                    checkpoint,
                    before);
        }
        while (!uncovered.isEmpty() && covers(checkpoint, uncovered.getFirst())) {
            cover(uncovered.removeFirst());
        }
        require(
                uncovered.isEmpty() || uncovered.getFirst().time() >= frontier(),
                "all below its frontier is covered by %s",
                checkpoint);
        if (before != null && checkpoint.frontier().equals(before.frontier())) {
            // It says nothing new of the rows, and perhaps of another database than the one that is there now.
            continuity.unknownKeys();
            return;
        }
        require(
                !checkpoint.unknownKeys() || violated(checkpoint),
                "a key was violated since the snapshot of %s",
                checkpoint);
        int definition = definition(checkpoint);
        checkRows(checkpoint, definition);
        boolean changed = newest > checkpoint.snapshot().value();
        continuity.committed(new Continuity.Committed(
                frontier(),
                changed ? newest : frontier(),
                changed,
                !checkpoint.unknownKeys(),
                checkpoint.provenance().environment() + " "
                        + checkpoint.provenance().object()));
    }

    /** By its offset; or, where compaction has taken a torn record before anybody could cover it, by its time. */
    private boolean covers(Checkpoint checkpoint, FakeKafka.Committed committed) {
        long offset = committed.record().offset();
        return offset < checkpoint.nextOffset() || (committed.time() < frontier() && !kafka.holds(offset));
    }

    private void cover(FakeKafka.Committed committed) {
        var key = new String(committed.record().key(), UTF_8);
        newest = committed.time();
        if (newestOffset < 0 || committed.time() > newestTime) {
            newestTime = committed.time();
            newestOffset = committed.record().offset();
        }
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

    private static int definition(Checkpoint checkpoint) {
        var object = String.valueOf(checkpoint.provenance().object());
        return Integer.parseInt(object, 1, object.length(), 10);
    }

    /** Whether any key was violated since the last difference. */
    private boolean violated(Checkpoint checkpoint) {
        long since = checkpoint.snapshot().value();
        return view.rowsBelow(since + 1).containsValue(FakeView.AMBIGUOUS)
                || view.changesBelow(frontier()).tailMap(since).values().stream()
                        .anyMatch(at -> at.containsValue(FakeView.AMBIGUOUS));
    }

    /** Whether a key was violated since the last difference, so that its row is not known. */
    private boolean unknown(Checkpoint checkpoint, String key) {
        long since = checkpoint.snapshot().value();
        return checkpoint.unknownKeys()
                && (view.ambiguous(key, since, frontier())
                        || view.rowsBelow(since + 1).getOrDefault(key, FakeView.GONE) == FakeView.AMBIGUOUS);
    }

    /** The topic equals the view at the frontier, except for what no topic could say. */
    private void checkRows(Checkpoint checkpoint, int definition) {
        var states = Map.copyOf(view.rowsBelow(frontier()));
        states.forEach((key, state) -> {
            if (state != FakeView.AMBIGUOUS && !unknown(checkpoint, key)) {
                var value = FakeView.value(key, state, definition);
                require(value.equals(rows.get(key)), "%s at frontier %s, not %s", value, frontier(), rows.get(key));
            }
        });
        for (var key : rows.keySet()) {
            require(states.containsKey(key) || unknown(checkpoint, key), "%s is gone at frontier %s", key, frontier());
        }
    }

    /** Checks the topic as a whole, once nothing fails any more: no change is missing. */
    void checkEnd() {
        check();
        assertThat(uncovered).as("records without a checkpoint").isEmpty();
        view.changesBelow(frontier()).forEach((time, at) -> {
            if (!continuity.mergedPerhaps(time)) {
                at.forEach((key, state) -> require(
                        (state == FakeView.AMBIGUOUS ? letters : written).contains(time + key) || leftOut(time, key),
                        "%s in state %s at %s is not missing",
                        key,
                        state,
                        time));
            }
        });
    }

    /** Whether a change came after a violation of its key and before the next snapshot, when only that one can say it. */
    private boolean leftOut(long time, String key) {
        return view.changesBelow(time).entrySet().stream()
                .anyMatch(earlier -> earlier.getValue().getOrDefault(key, FakeView.GONE) == FakeView.AMBIGUOUS);
    }

    private static void require(boolean holds, String claim, @Nullable Object... figures) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim.formatted(figures));
        }
    }
}
