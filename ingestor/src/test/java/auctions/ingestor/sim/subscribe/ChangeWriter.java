package auctions.ingestor.sim.subscribe;

import auctions.ingestor.sim.catalog.Evaluator;
import auctions.ingestor.sim.data.Change;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowBuffer;
import auctions.ingestor.sim.data.RowFeed;
import auctions.ingestor.sim.data.Snapshot;
import auctions.ingestor.sim.sql.Subscribe.Envelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells changes as a subscription's envelope wants them. Owned by the stream's thread; reuses one buffer. */
final class ChangeWriter {
    private final SubscribePlan plan;
    private final Envelope envelope;
    private final boolean progress;
    private final boolean keepsOrder;
    private final RowBuffer buffer = new RowBuffer();

    ChangeWriter(SubscribePlan plan) {
        this.plan = plan;
        this.envelope = plan.subscribe().envelope();
        this.progress = plan.subscribe().progress();
        this.keepsOrder = plan.keepsOrder();
    }

    /** A progress row: no more rows below this time. */
    void progress(long time, RowFeed.Sink sink) {
        buffer.clear().put(time).put("t");
        nulls(plan.columns().size() - 2);
        sink.row(buffer);
    }

    /** The state at a time, all of it at that time. */
    void snapshot(long time, Snapshot snapshot, RowFeed.Sink sink) {
        var net = new LinkedHashMap<>(snapshot.net());
        var taken = net.values().stream().anyMatch(diff -> diff < 0);
        var generated = new RowBuffer();
        var asIs = plan.view().identity() && (envelope == Envelope.NONE || envelope == Envelope.UPSERT && keepsOrder);
        for (var i = 0L; i < snapshot.generated(); i++) {
            snapshot.generator().write(i, generated.clear());
            if (asIs && !taken) {
                start(time, envelope == Envelope.NONE ? "1" : "upsert").cells(generated.array(), 0, generated.size());
                sink.row(buffer);
            } else {
                generatedRow(time, generated.toRow(), net, sink);
            }
        }
        var rows = new ArrayList<Change>();
        net.forEach((row, diff) -> rows.add(new Change(time, diff, row)));
        changes(rows, sink);
    }

    private void generatedRow(long time, Row row, Map<Row, Long> net, RowFeed.Sink sink) {
        if (net.getOrDefault(row, 0L) < 0) {
            net.merge(row, 1L, (a, b) -> a + b == 0 ? null : a + b);
            return;
        }
        changes(List.of(new Change(time, 1, row)), sink);
    }

    /** Changes in the order of their times. */
    void changes(List<Change> changes, RowFeed.Sink sink) {
        var start = 0;
        while (start < changes.size()) {
            var time = changes.get(start).time();
            var end = start + 1;
            while (end < changes.size() && changes.get(end).time() == time) {
                end++;
            }
            atOneTime(time, consolidated(changes.subList(start, end)), sink);
            start = end;
        }
    }

    private List<Diff> consolidated(List<Change> changes) {
        var map = plan.view().map();
        if (changes.size() == 1) {
            var row = map.apply(changes.getFirst().row());
            return row == null ? List.of() : List.of(new Diff(changes.getFirst().diff(), row));
        }
        var net = HashMap.<Row, Long>newHashMap(changes.size());
        for (var change : changes) {
            var row = map.apply(change.row());
            if (row != null) {
                net.merge(row, change.diff(), (a, b) -> a + b == 0 ? null : a + b);
            }
        }
        var diffs = new ArrayList<Diff>(net.size());
        net.forEach((row, diff) -> diffs.add(new Diff(diff, row)));
        return diffs;
    }

    private void atOneTime(long time, List<Diff> diffs, RowFeed.Sink sink) {
        if (envelope == Envelope.NONE) {
            diffs.stream().sorted(Comparator.comparing(Diff::row)).forEach(diff -> {
                var row = diff.row().text();
                start(time, Long.toString(diff.diff())).cells(row, 0, row.length);
                sink.row(buffer);
            });
        } else if (diffs.size() == 1) {
            keyed(time, diffs.getFirst().row().pick(plan.key()), diffs, sink);
        } else {
            var byKey = new HashMap<Row, List<Diff>>();
            diffs.forEach(diff -> byKey.computeIfAbsent(diff.row().pick(plan.key()), _ -> new ArrayList<>(2))
                    .add(diff));
            byKey.keySet().stream()
                    .map(key -> new SortKey(key, values(key)))
                    .sorted()
                    .forEach(key -> keyed(time, key.key(), byKey.getOrDefault(key.key(), List.of()), sink));
        }
    }

    /** A key with its values parsed once, to sort by. */
    private record SortKey(Row key, List<@Nullable Object> values) implements Comparable<SortKey> {
        @Override
        public int compareTo(SortKey other) {
            for (var i = 0; i < values.size(); i++) {
                var left = values.get(i);
                var right = other.values.get(i);
                var compared = left == null || right == null
                        ? Boolean.compare(left != null, right != null)
                        : Evaluator.compare(left, right);
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        }
    }

    private List<@Nullable Object> values(Row key) {
        var cells = key.cells();
        var values = new ArrayList<@Nullable Object>();
        for (var i = 0; i < plan.key().length; i++) {
            var cell = cells.get(i);
            var integer = plan.view().columns().get(plan.key()[i]).type().isInteger();
            values.add(cell != null && integer ? (Object) Long.valueOf(cell) : cell);
        }
        return values;
    }

    private void keyed(long time, Row key, List<Diff> diffs, RowFeed.Sink sink) {
        @Nullable Row before = null;
        @Nullable Row after = null;
        var violated = diffs.size() > 2;
        for (var diff : diffs) {
            if (diff.diff() == 1 && after == null) {
                after = diff.row();
            } else if (diff.diff() == -1 && before == null) {
                before = diff.row();
            } else {
                violated = true;
            }
        }
        if (violated) {
            before = null;
            after = null;
        }
        var debezium = envelope == Envelope.DEBEZIUM;
        var inserted = debezium && before == null ? "insert" : "upsert";
        start(time, violated ? "key_violation" : after == null ? "delete" : inserted);
        if (!debezium && keepsOrder && after != null) {
            buffer.cells(after.text(), 0, after.text().length);
        } else {
            buffer.cells(key.text(), 0, key.text().length);
            if (debezium) {
                others(before);
            }
            others(after);
        }
        sink.row(buffer);
    }

    private void others(@Nullable Row row) {
        if (row == null) {
            nulls(plan.others().length);
        } else if (plan.others().length > 0) {
            var picked = row.pick(plan.others()).text();
            buffer.cells(picked, 0, picked.length);
        }
    }

    private RowBuffer start(long time, String state) {
        buffer.clear().put(time);
        if (progress) {
            buffer.put("f");
        }
        return buffer.put(state);
    }

    private void nulls(int count) {
        for (var i = 0; i < count; i++) {
            buffer.put((String) null);
        }
    }
}
