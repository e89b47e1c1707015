package auctions.e2e;

import auctions.ingestor.sim.SimulatedMaterialize;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A view of (id, amount, item) that changes at random, and remembers what the topic must hold for it. */
final class ChangingView {

    private static final int KEYS = 300;

    /**
     * One record that the topic must hold.
     *
     * @param value empty for a tombstone
     */
    record Expected(long timestamp, String key, Optional<String> value) {}

    private record Winner(int amount, String item) {}

    private final SimulatedRelation relation;
    private final Random random;

    // Guarded by this.
    private final Map<Long, Winner> winners = new HashMap<>();
    private final List<Expected> expected = new ArrayList<>();
    private int sequence;

    /** Creates the view, named {@code winners}, at a server that retains its history for so long. */
    ChangingView(SimulatedMaterialize materialize, Duration retained, Random random) {
        this.relation = materialize
                .createRelation(
                        "winners",
                        new Column("id", ColumnType.BIGINT),
                        new Column("amount", ColumnType.INTEGER),
                        new Column("item", ColumnType.TEXT))
                .retain(retained);
        this.random = random;
    }

    /** Changes one to six rows at one timestamp: some appear, some are corrected, some go. */
    synchronized void change() {
        var diffs = new ArrayList<Diff>();
        var changed = new TreeMap<Long, Optional<Winner>>();
        for (var i = random.nextInt(1, 7); i > 0; i--) {
            var id = (long) random.nextInt(KEYS);
            if (!changed.containsKey(id)) {
                changed.put(id, change(id, diffs));
            }
        }
        var time = relation.commit(diffs.toArray(Diff[]::new));
        changed.forEach((id, winner) ->
                expected.add(new Expected(time, "{\"id\":" + id + "}", winner.map(value -> json(id, value)))));
    }

    private Optional<Winner> change(long id, List<Diff> diffs) {
        var old = winners.remove(id);
        if (old != null) {
            diffs.add(Diff.delete(id, old.amount(), old.item()));
            if (random.nextInt(4) == 0) {
                return Optional.empty();
            }
        }
        var winner = new Winner(random.nextInt(1, 100), "Lot " + sequence++);
        winners.put(id, winner);
        diffs.add(Diff.insert(id, winner.amount(), winner.item()));
        return Optional.of(winner);
    }

    private static String json(long id, Winner winner) {
        return "{\"id\":" + id + ",\"amount\":" + winner.amount() + ",\"item\":\"" + winner.item() + "\"}";
    }

    synchronized List<Expected> expected() {
        return List.copyOf(expected);
    }

    /** How the topic differs from what it must hold: every change once, timestamps never falling, one record per key in each. */
    List<String> compare(List<TopicWitness.Seen> topic) {
        var violations = new ArrayList<String>();
        var missing = new HashSet<>(expected());
        var seen = new HashSet<Expected>();
        var last = 0L;
        for (var record : topic) {
            var change = new Expected(record.timestamp(), record.key(), record.value());
            if (record.timestamp() < last) {
                violations.add("topic: time falls from " + last + " at " + record);
            }
            last = record.timestamp();
            if (!seen.add(change)) {
                violations.add("topic: repeated " + record);
            } else if (!missing.remove(change)) {
                violations.add("topic: never happened " + record);
            }
        }
        missing.forEach(change -> violations.add("topic: lost " + change));
        return violations;
    }
}
