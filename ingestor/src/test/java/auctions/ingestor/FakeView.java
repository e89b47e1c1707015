package auctions.ingestor;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.Columns;
import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One view with its whole past: what a subscription is fed from, and what the topic is judged by. Every row has a number
 * that no other ever had, so a record tells which change it carries.
 */
final class FakeView {

    /** A key's state while it has no row. */
    static final int GONE = 0;

    /** A key's state while it has two rows, which no topic can carry. */
    static final int AMBIGUOUS = -1;

    private static final int KEYS = 10;

    private final RandomGenerator random;

    private final boolean ambiguous;

    // By time, each changed key's new number or state.
    private final NavigableMap<Long, NavigableMap<String, Integer>> changes = new TreeMap<>();

    // What the server says instead where that is not true. It looks at the changes of one time only, so of a key that
    // has
    // had two rows it may say anything.
    private final Map<Long, Map<String, Integer>> lies = new HashMap<>();

    private final Map<String, Integer> newest = new HashMap<>();

    private final List<Relation> definitions = new ArrayList<>();

    // All rows at times below a frontier that moves on with the questions asked.
    private final NavigableMap<String, Integer> rows = new TreeMap<>();
    private long rowsFrontier;

    private int numbers;

    private int restored;

    private int environment;

    private long upper = 1_001;

    /**
     * A view with a few rows.
     *
     * @param ambiguous whether keys may come to have two rows
     */
    FakeView(RandomGenerator random, boolean ambiguous) {
        this.random = random;
        this.ambiguous = ambiguous;
        redefine();
        advance();
    }

    /** Time passes and rows change. */
    void advance() {
        long until = upper + 1 + random.nextInt(50);
        long time = upper;
        for (int i = random.nextInt(4); i > 0; i--) {
            time += random.nextLong(until - time);
            change(time, "{\"id\":%d}".formatted(random.nextInt(KEYS)));
        }
        upper = until;
    }

    private void change(long time, String key) {
        var at = changes.computeIfAbsent(time, _ -> new TreeMap<>());
        if (at.containsKey(key)) {
            return;
        }
        int state = ++numbers;
        if (ambiguous && random.nextInt(6) == 0) {
            state = AMBIGUOUS;
        } else if (newest.getOrDefault(key, GONE) != GONE && random.nextInt(3) == 0) {
            state = GONE;
        }
        at.put(key, state);
        if (newest.getOrDefault(key, GONE) == AMBIGUOUS && random.nextBoolean()) {
            int lie = random.nextBoolean() ? GONE : ++numbers;
            lies.computeIfAbsent(time, _ -> new HashMap<>()).put(key, lie);
        }
        newest.put(key, state);
    }

    /** Time passes, in which the rows of ambiguous keys are corrected; the server need not say so. */
    void correct() {
        long time = upper;
        upper += 10;
        for (var key : List.copyOf(newest.keySet())) {
            if (newest.get(key) == AMBIGUOUS) {
                changes.computeIfAbsent(time, _ -> new TreeMap<>()).put(key, ++numbers);
                newest.put(key, numbers);
                lies.computeIfAbsent(time, _ -> new HashMap<>()).put(key, GONE);
            }
        }
    }

    /**
     * The database is restored from a backup of an earlier time: what happened since is forgotten, or has happened to the
     * same keys at the same times with other rows.
     */
    void restore(long backedUp, long newUpper) {
        var since = changes.tailMap(backedUp, false);
        if (newUpper >= upper && random.nextBoolean()) {
            since.values().forEach(at -> at.replaceAll((_, _) -> ++numbers));
        } else {
            since.clear();
        }
        lies.keySet().removeIf(time -> time > backedUp);
        upper = newUpper;
        rows.clear();
        rowsFrontier = 0;
        newest.clear();
        changes.values().forEach(newest::putAll);
        restored++;
    }

    /** How often it was restored, or moved to another environment. */
    int restored() {
        return restored;
    }

    /** Whether a key came to have two rows at a time from the first, inclusive, to the second, exclusive. */
    boolean ambiguous(String key, long from, long until) {
        return changes.subMap(from, until).values().stream().anyMatch(at -> at.getOrDefault(key, GONE) == AMBIGUOUS);
    }

    /** Where the rows come from under one of the definitions. */
    Origin origin(int definition) {
        return new Origin("view", "env" + environment, "u" + definition, null, new MzTimestamp(upper - 1));
    }

    /** The same objects are in another environment from now on. */
    void move() {
        environment++;
    }

    /** Which environment it is in. */
    int environment() {
        return environment;
    }

    /** Whether keys may come to have two rows; the end of such a key can be news to nobody. */
    boolean ambiguous() {
        return ambiguous;
    }

    /** Every time strictly below has passed. */
    long upper() {
        return upper;
    }

    /** The view is replaced by another one, which shows in every row, in its catalog id, and perhaps in its columns. */
    void redefine() {
        var columns = List.of(
                Columns.column("id", 23),
                Columns.column("n", 23),
                Columns.column(definitions.isEmpty() || random.nextBoolean() ? "v" : "v" + definitions.size(), 23));
        definitions.add(new Relation("view", columns, List.of("id")));
    }

    /** Which definition the view has. */
    int definition() {
        return definitions.size() - 1;
    }

    /** The view under one of its definitions. */
    Relation relation(int definition) {
        return definitions.get(definition);
    }

    /** The changes at times from the first, inclusive, to the second, exclusive, by time and key. */
    List<Update> updates(long from, long until, int definition) {
        var updates = new ArrayList<Update>();
        changes.subMap(from, until)
                .forEach((time, at) -> at.forEach((key, state) -> updates.add(update(
                        new MzTimestamp(time),
                        key,
                        lies.getOrDefault(time, Map.of()).getOrDefault(key, state),
                        definition))));
        return updates;
    }

    /** The rows as of a time. */
    List<Update> snapshot(long asOf, int definition) {
        var updates = new ArrayList<Update>();
        rowsBelow(asOf + 1).forEach((key, state) -> updates.add(update(new MzTimestamp(asOf), key, state, definition)));
        return updates;
    }

    private static Update update(MzTimestamp time, String key, int state, int definition) {
        var keyBytes = key.getBytes(UTF_8);
        return switch (state) {
            case GONE -> new Update.Delete(time, keyBytes);
            case AMBIGUOUS -> new Update.Rejected(time, keyBytes, "simulated: two rows", true);
            default ->
                new Update.Upsert(time, keyBytes, value(key, state, definition).getBytes(UTF_8));
        };
    }

    /** Each key's state with all changes below a frontier; absent where it never had a row. Valid until asked again. */
    NavigableMap<String, Integer> rowsBelow(long frontier) {
        if (frontier < rowsFrontier) {
            rows.clear();
            rowsFrontier = 0;
        }
        changes.subMap(rowsFrontier, frontier)
                .values()
                .forEach(at -> at.forEach((key, state) -> {
                    if (state == GONE) {
                        rows.remove(key);
                    } else {
                        rows.put(key, state);
                    }
                }));
        rowsFrontier = frontier;
        return rows;
    }

    /** The changes below a frontier, by time. */
    NavigableMap<Long, NavigableMap<String, Integer>> changesBelow(long frontier) {
        return changes.headMap(frontier, false);
    }

    /** Whether a key came to this state at this time. */
    boolean changed(long time, String key, int state) {
        var at = changes.get(time);
        return at != null && at.getOrDefault(key, AMBIGUOUS) == state;
    }

    /** The value of a row as the topic has to carry it. */
    static String value(String key, int number, int definition) {
        return key.substring(0, key.length() - 1) + ",\"n\":" + number + ",\"v\":" + definition + '}';
    }

    /** The number in a row's value. */
    static int number(String value) {
        int start = value.indexOf("\"n\":") + 4;
        return Integer.parseInt(value, start, value.indexOf(',', start), 10);
    }
}
