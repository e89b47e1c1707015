package auctions.ingestor.subscribe;

import auctions.ingestor.decode.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;

/**
 * Learns a relation's columns from the row description of a subscription that is declared and rolled back. The driver's
 * own metadata would ask the server's catalog for every type it does not know, and that differs between versions.
 */
final class ColumnDiscovery {

    /** mz_timestamp, mz_progressed and mz_diff come before the view's own columns. */
    private static final int LEADING_COLUMNS = 3;

    private ColumnDiscovery() {}

    /** The view's columns in view order. */
    static List<Relation.Column> columns(Connection connection, SubscribeStatement statement) throws SQLException {
        try (var jdbc = connection.createStatement()) {
            jdbc.execute("BEGIN");
            jdbc.execute(statement.declare());
            var fields = describe(connection.unwrap(PgConnection.class), statement.describe());
            jdbc.execute("ROLLBACK");
            if (fields.length <= LEADING_COLUMNS) {
                throw new SubscribeException(
                        FailureClass.CONFIGURATION,
                        "the relation has no columns to publish; subscribe to one that has some");
            }
            var columns = new ArrayList<Relation.Column>();
            for (int i = LEADING_COLUMNS; i < fields.length; i++) {
                columns.add(new Relation.Column(fields[i].getColumnLabel(), fields[i].getOID()));
            }
            return columns;
        }
    }

    private static Field[] describe(PgConnection connection, String sql) throws SQLException {
        var executor = connection.getQueryExecutor();
        var description = new RowDescription();
        executor.execute(
                executor.createSimpleQuery(sql),
                null,
                description,
                0,
                0,
                QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE);
        return description.fields;
    }

    /** Keeps the description of a result and ignores its rows. */
    private static final class RowDescription extends ResultHandlerBase {

        private Field[] fields = {};

        @Override
        public void handleResultRows(
                Query query, Field[] described, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            fields = described;
        }

        @Override
        public void handleWarning(SQLWarning warning) {}
    }
}
