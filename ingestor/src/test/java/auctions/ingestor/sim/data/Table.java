package auctions.ingestor.sim.data;

import java.util.List;

/** Columns and rows, such as the result of a query. */
public record Table(List<Column> columns, List<Row> rows) {
    /** A table of one text column. */
    public static Table of(String column, List<String> values) {
        return new Table(
                List.of(new Column(column, ColumnType.TEXT)),
                values.stream().map(value -> Row.of(value)).toList());
    }
}
