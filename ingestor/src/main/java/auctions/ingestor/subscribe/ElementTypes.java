package auctions.ingestor.subscribe;

import auctions.ingestor.decode.SqlType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns the types of columns, those of elements included. The wire names a list or a map as just that, so the server is
 * asked for the types of {@code l[1]} and {@code m -> 'k'}, then of what is in these, until nothing has elements any more.
 */
final class ElementTypes {

    /** Asks the server for the OIDs of expressions over the relation's columns. */
    @FunctionalInterface
    interface Describer {
        List<Integer> oids(List<String> expressions) throws SQLException;
    }

    private ElementTypes() {}

    /**
     * The OIDs of a type.
     *
     * @param expression an expression of the innermost type
     * @param containers lists and maps from the outside to the inside
     * @param innermost the type of the expression, which may have elements that are not known yet
     */
    record Nested(String expression, List<Integer> containers, int innermost) {

        private boolean open() {
            return innermost == SqlType.LIST_OID || innermost == SqlType.MAP_OID;
        }

        private String element() {
            return innermost == SqlType.LIST_OID
                    ? "(%s)[1]".formatted(expression)
                    : "(%s) -> 'k'".formatted(expression);
        }

        private Nested within(int oid) {
            var outer = new ArrayList<>(containers);
            outer.add(innermost);
            return new Nested(element(), outer, oid);
        }

        /** The type; empty if there is no rule for the innermost. */
        Optional<SqlType> type() {
            return SqlType.of(innermost).map(this::around);
        }

        private SqlType around(SqlType element) {
            var type = element;
            for (int container : containers.reversed()) {
                type = container == SqlType.LIST_OID ? type.list() : type.map();
            }
            return type;
        }
    }

    /**
     * The types of columns.
     *
     * @param names the columns
     * @param oids their OIDs
     */
    static List<Nested> of(List<String> names, List<Integer> oids, Describer describer) throws SQLException {
        var types = new ArrayList<Nested>();
        for (int i = 0; i < names.size(); i++) {
            types.add(new Nested(Identifiers.quote(names.get(i)), List.of(), oids.get(i)));
        }
        while (types.stream().anyMatch(Nested::open)) {
            var inner = describer.oids(
                    types.stream().filter(Nested::open).map(Nested::element).toList());
            var next = inner.iterator();
            types.replaceAll(type -> type.open() ? type.within(next.next()) : type);
        }
        return types;
    }
}
