package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * One member of a JSON object, and the cell of a row that its value is made of.
 *
 * @param name the column's
 * @param cell which cell of the row it is made of
 * @param lead the bytes before its value: brace or comma, name, colon
 * @param writer writes the cell as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JsonMember(String name, int cell, byte[] lead, CellWriter writer) {

    /**
     * The members of the key's object, in key order.
     *
     * @param firstCell the cell of the relation's first column
     */
    static List<JsonMember> ofKey(Relation relation, int firstCell) {
        return members(relation, relation.key(), firstCell);
    }

    /** The members of the row's object, in view order. */
    static List<JsonMember> ofRow(Relation relation, int firstCell) {
        return members(relation, relation.columnNames(), firstCell);
    }

    private static List<JsonMember> members(Relation relation, List<String> names, int firstCell) {
        var order = cellOrder(relation);
        return names.stream()
                .map(name -> new JsonMember(
                        name,
                        firstCell + order.indexOf(name),
                        lead(name, name.equals(names.getFirst())),
                        writer(relation, name)))
                .toList();
    }

    /** The server sends the key columns first, in key order, then the others. */
    private static List<String> cellOrder(Relation relation) {
        var order = new ArrayList<>(relation.key());
        var key = new HashSet<>(relation.key());
        relation.columnNames().stream().filter(name -> !key.contains(name)).forEach(order::add);
        return order;
    }

    private static byte[] lead(String name, boolean first) {
        var lead = new JsonBuffer();
        lead.raw(first ? '{' : ',');
        var bytes = name.getBytes(UTF_8);
        lead.string(bytes, 0, bytes.length);
        lead.raw(':');
        return lead.toBytes();
    }

    private static CellWriter writer(Relation relation, String name) {
        return relation.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .type()
                .writer();
    }
}
