package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowBuffer;
import auctions.ingestor.sim.data.Table;
import auctions.ingestor.sim.sql.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that a query reads.
 *
 * @param columns of the rows; those of joined tables stand one after another
 * @param tables for each column the name of its table
 * @param rows all of them
 */
record Input(List<Column> columns, List<String> tables, List<Row> rows) {
    /** One row without columns, which a query without FROM reads. */
    static final Input NOTHING = new Input(List.of(), List.of(), List.of(Row.of()));

    /** All rows of a table under this name. */
    static Input of(Table table, String name) {
        return new Input(table.columns(), Collections.nCopies(table.columns().size(), name), table.rows());
    }

    /** These rows joined to those of another input; {@code outer} keeps rows of this one that match nothing. */
    Input join(Input other, Expr on, boolean outer, Facts facts) {
        var allColumns = concat(columns, other.columns);
        var allTables = concat(tables, other.tables);
        var evaluator = new Evaluator(allColumns, allTables, facts);
        var nulls = Row.of(Collections.nCopies(other.columns.size(), null).toArray());
        var joined = new ArrayList<Row>();
        for (var left : rows) {
            var matched = false;
            for (var right : other.rows) {
                var row = concat(left, right);
                if (evaluator.keeps(on, row.cells())) {
                    joined.add(row);
                    matched = true;
                }
            }
            if (outer && !matched) {
                joined.add(concat(left, nulls));
            }
        }
        return new Input(allColumns, allTables, joined);
    }

    private static <T> List<T> concat(List<T> left, List<T> right) {
        var all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private static Row concat(Row left, Row right) {
        return new RowBuffer()
                .cells(left.text(), 0, left.text().length)
                .cells(right.text(), 0, right.text().length)
                .toRow();
    }

    /** Computes expressions over the rows. */
    Evaluator evaluator(Facts facts) {
        return new Evaluator(columns, tables, facts);
    }
}
