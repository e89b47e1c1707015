package auctions.ingestor.subscribe;

import java.util.List;
import java.util.stream.Collectors;

/** The SQL of a subscription, its clauses in the documented order. */
final class SubscribeStatement {

    private static final String CURSOR = "view_columns";

    private final String relation;

    private final String key;

    /**
     * The statements for one relation.
     *
     * @param relation SQL of the relation or query
     * @param key key columns in key order
     */
    SubscribeStatement(String relation, List<String> key) {
        this.relation = relation;
        this.key = key.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /** The subscription as a COPY, whose rows reach the reader as they arrive. */
    String copy(Start start) {
        return "COPY (SUBSCRIBE %s ENVELOPE UPSERT (KEY (%s)) WITH (PROGRESS%s)%s) TO STDOUT"
                .formatted(
                        relation,
                        key,
                        start.snapshot() ? "" : ", SNAPSHOT = false",
                        start.asOf().map(" AS OF %s"::formatted).orElse(""));
    }

    /** Declares a plain subscription, whose columns are in view order; it never gets to yield a row. */
    String declare() {
        return "DECLARE %s CURSOR FOR SUBSCRIBE %s WITH (PROGRESS, SNAPSHOT = false)".formatted(CURSOR, relation);
    }

    /** Selects expressions over the relation's columns; only described, never run. */
    String select(List<String> expressions) {
        return "SELECT %s FROM %s AS described".formatted(String.join(", ", expressions), relation);
    }

    /** Asks for the columns of {@link #declare()} and for no rows. */
    String describe() {
        return "FETCH 0 FROM " + CURSOR;
    }
}
