package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A relation as a query shows it, one row at a time.
 *
 * @param relation where the rows come from
 * @param columns what is shown
 * @param map the shown row of a row, or null if it is filtered out
 * @param identity whether rows are shown as they are
 */
public record QueryView(
        SimulatedRelation relation, List<Column> columns, Function<Row, @Nullable Row> map, boolean identity) {
    /** All of a relation. */
    public static QueryView all(SimulatedRelation relation) {
        return new QueryView(relation, relation.columns(), row -> row, true);
    }

    /** The shown rows at a readable time, each as often as there are copies of it. */
    List<Row> rowsAt(long time) {
        var rows = new ArrayList<Row>();
        relation.contentsAt(time).forEach((row, copies) -> {
            var shown = map.apply(row);
            for (var copy = 0; shown != null && copy < copies; copy++) {
                rows.add(shown);
            }
        });
        return rows;
    }

    /** This view seen through another map. */
    QueryView through(List<Column> newColumns, Function<Row, @Nullable Row> next) {
        var inner = map;
        return new QueryView(
                relation,
                newColumns,
                row -> {
                    var shown = inner.apply(row);
                    return shown == null ? null : next.apply(shown);
                },
                false);
    }
}
