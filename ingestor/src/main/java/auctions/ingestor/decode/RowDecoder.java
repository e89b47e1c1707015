package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Turns rows of {@code SUBSCRIBE … ENVELOPE UPSERT … WITH (PROGRESS)} into events: {@code mz_timestamp},
 * {@code mz_progressed}, {@code mz_state}, the key columns in key order, the other columns in view order. Owned by the
 * thread of its cursor; allocates the event and its bytes, nothing else.
 */
public final class RowDecoder {

    private static final int TIMESTAMP = 0;
    private static final int PROGRESSED = 1;
    private static final int STATE = 2;
    private static final int FIRST_COLUMN = 3;

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final TextRow row;

    private final List<Field> keyFields;

    private final List<Field> valueFields;

    private final JsonBuffer json = new JsonBuffer();

    private MzTimestamp last = MzTimestamp.ZERO;

    /**
     * One member of a JSON object.
     *
     * @param cell which cell of the row it is made of
     * @param lead the bytes before its value: brace or comma, name, colon
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Field(String name, int cell, byte[] lead, CellWriter writer) {}

    /** A decoder of the rows of one relation. */
    public RowDecoder(Relation relation) {
        this.row = new TextRow(FIRST_COLUMN + relation.columns().size());
        var order = cellOrder(relation);
        this.keyFields = fields(relation, relation.key(), order);
        this.valueFields = fields(relation, relation.columnNames(), order);
    }

    private static List<String> cellOrder(Relation relation) {
        var order = new ArrayList<>(relation.key());
        var key = new HashSet<>(relation.key());
        relation.columnNames().stream().filter(name -> !key.contains(name)).forEach(order::add);
        return order;
    }

    private static List<Field> fields(Relation relation, List<String> names, List<String> cellOrder) {
        return names.stream()
                .map(name -> {
                    var type = relation.columns().stream()
                            .filter(column -> column.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .type();
                    var lead = new JsonBuffer();
                    lead.raw(name.equals(names.getFirst()) ? '{' : ',');
                    var bytes = name.getBytes(UTF_8);
                    lead.string(bytes, 0, bytes.length);
                    lead.raw(':');
                    return new Field(name, FIRST_COLUMN + cellOrder.indexOf(name), lead.toBytes(), type.writer());
                })
                .toList();
    }

    /** Decodes one row, whose array is used up by it. */
    public SubscribeEvent decode(byte[] bytes) {
        row.parse(bytes);
        var timestamp = timestamp();
        if (is(PROGRESSED, 't')) {
            return new SubscribeEvent.Progress(timestamp);
        }
        if (row.isNull(STATE)) {
            throw new MalformedRowException("a row at %s has no mz_state".formatted(timestamp));
        }
        // upsert, delete and key_violation differ in their first letter.
        return switch (row.bytes()[row.start(STATE)]) {
            case 'u' -> upsert(timestamp);
            case 'd' -> new Update.Delete(timestamp, key());
            case 'k' -> {
                var key = key();
                yield new Update.Rejected(
                        timestamp,
                        key,
                        "more than one row has the key %s at %s".formatted(Excerpt.of(key), timestamp),
                        true);
            }
            default -> throw new MalformedRowException("a row at %s has an unknown mz_state".formatted(timestamp));
        };
    }

    private Update upsert(MzTimestamp timestamp) {
        var key = key();
        json.clear();
        for (var field : valueFields) {
            try {
                write(field);
            } catch (UnrenderableException e) {
                return new Update.Rejected(
                        timestamp,
                        key,
                        "column '%s' of the row with key %s at %s has no JSON: %s"
                                .formatted(field.name(), Excerpt.of(key), timestamp, e.getMessage()));
            }
        }
        json.raw('}');
        return new Update.Upsert(timestamp, key, json.toBytes());
    }

    /** The key's JSON; a key cell that has no rendering of its own is the string of its text, as a key is always needed. */
    private byte[] key() {
        json.clear();
        for (var field : keyFields) {
            int size = json.size();
            try {
                write(field);
            } catch (UnrenderableException e) {
                json.truncate(size);
                json.raw(field.lead());
                json.string(row.bytes(), row.start(field.cell()), row.end(field.cell()));
            }
        }
        json.raw('}');
        return json.toBytes();
    }

    private void write(Field field) {
        json.raw(field.lead());
        int cell = field.cell();
        if (row.isNull(cell)) {
            json.raw(NULL);
        } else {
            field.writer().write(row.bytes(), row.start(cell), row.end(cell), json);
        }
    }

    private boolean is(int cell, char letter) {
        return !row.isNull(cell) && row.bytes()[row.start(cell)] == letter;
    }

    /** Rows of one time share its object. */
    private MzTimestamp timestamp() {
        if (row.isNull(TIMESTAMP) || row.end(TIMESTAMP) == row.start(TIMESTAMP)) {
            throw new MalformedRowException("a row has no mz_timestamp");
        }
        long value = 0;
        var bytes = row.bytes();
        for (int i = row.start(TIMESTAMP); i < row.end(TIMESTAMP); i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new MalformedRowException("the mz_timestamp of a row is not a number");
            }
            value = value * 10 + bytes[i] - '0';
        }
        if (value != last.value()) {
            last = new MzTimestamp(value);
        }
        return last;
    }
}
