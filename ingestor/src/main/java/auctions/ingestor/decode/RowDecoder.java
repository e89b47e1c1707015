package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    private final List<JsonMember> keyMembers;

    private final List<JsonMember> valueMembers;

    private final JsonBuffer json = new JsonBuffer();

    private MzTimestamp last = MzTimestamp.ZERO;

    /** A decoder of the rows of one relation. */
    public RowDecoder(Relation relation) {
        this.row = new TextRow(FIRST_COLUMN + relation.columns().size());
        this.keyMembers = JsonMember.ofKey(relation, FIRST_COLUMN);
        this.valueMembers = JsonMember.ofRow(relation, FIRST_COLUMN);
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
        for (var member : valueMembers) {
            try {
                write(member);
            } catch (UnrenderableException e) {
                return new Update.Rejected(
                        timestamp,
                        key,
                        "column '%s' of the row with key %s at %s has no JSON: %s"
                                .formatted(member.name(), Excerpt.of(key), timestamp, e.getMessage()));
            }
        }
        json.raw('}');
        return new Update.Upsert(timestamp, key, json.toBytes());
    }

    /** The key's JSON; a key cell that has no rendering of its own is the string of its text, as a key is always needed. */
    private byte[] key() {
        json.clear();
        for (var member : keyMembers) {
            int size = json.size();
            try {
                write(member);
            } catch (UnrenderableException e) {
                json.truncate(size);
                json.raw(member.lead());
                json.string(row.bytes(), row.start(member.cell()), row.end(member.cell()));
            }
        }
        json.raw('}');
        return json.toBytes();
    }

    private void write(JsonMember member) {
        json.raw(member.lead());
        int cell = member.cell();
        if (row.isNull(cell)) {
            json.raw(NULL);
        } else {
            member.writer().write(row.bytes(), row.start(cell), row.end(cell), json);
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
