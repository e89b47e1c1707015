package auctions.ingestor.subscribe;

import auctions.ingestor.decode.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Learns a relation's columns from the row description of a subscription that is declared and rolled back, and the types of
 * elements from descriptions of queries that are never run. The driver's own metadata would ask the server's catalog for
 * every type it does not know, and that differs between versions.
 */
final class ColumnDiscovery {

    /** mz_timestamp, mz_progressed and mz_diff come before the view's own columns. */
    private static final int LEADING_COLUMNS = 3;

    private static final int RUN_AS_TEXT = QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE;

    /** Without a BEGIN, which would leave a transaction open: the catalog's questions would tie it to the catalog's cluster. */
    private static final int DESCRIBE_ONLY =
            QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_DESCRIBE_ONLY | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private ColumnDiscovery() {}

    /**
     * The view's columns in view order.
     *
     * @throws SubscribeException if a column's type has no rule in the topic's contract
     */
    static List<Relation.Column> columns(Connection connection, SubscribeStatement statement) throws SQLException {
        var fields = fields(connection, statement);
        var names = fields.stream().map(Field::getColumnLabel).toList();
        var oids = fields.stream().map(Field::getOID).toList();
        var session = connection.unwrap(PgConnection.class);
        var types = ElementTypes.of(
                names,
                oids,
                expressions -> describe(session, statement.select(expressions), DESCRIBE_ONLY).stream()
                        .map(Field::getOID)
                        .toList());
        var columns = new ArrayList<Relation.Column>();
        for (int i = 0; i < names.size(); i++) {
            var type = types.get(i).type();
            if (type.isEmpty()) {
                throw withoutRule(connection, names.get(i), types.get(i).innermost());
            }
            columns.add(new Relation.Column(names.get(i), type.get()));
        }
        return columns;
    }

    private static List<Field> fields(Connection connection, SubscribeStatement statement) throws SQLException {
        try (var jdbc = connection.createStatement()) {
            jdbc.execute("BEGIN");
            jdbc.execute(statement.declare());
            var fields = describe(connection.unwrap(PgConnection.class), statement.describe(), RUN_AS_TEXT);
            jdbc.execute("ROLLBACK");
            if (fields.size() <= LEADING_COLUMNS) {
                throw new SubscribeException(
                        FailureClass.CONFIGURATION,
                        "the relation has no columns to publish; subscribe to one that has some");
            }
            return fields.subList(LEADING_COLUMNS, fields.size());
        }
    }

    private static SubscribeException withoutRule(Connection connection, String column, int oid) throws SQLException {
        try (var jdbc = connection.createStatement();
                var answer = jdbc.executeQuery("SELECT pg_catalog.format_type(%d, NULL)".formatted(oid))) {
            var name = answer.next() ? answer.getString(1) : "unknown";
            return new SubscribeException(
                    FailureClass.CONFIGURATION,
                    "column '%s' has the type %s (OID %d), or elements of this type, which the topic has no JSON for; leave the column out or cast it to text"
                            .formatted(column, name, oid));
        }
    }

    private static List<Field> describe(PgConnection connection, String sql, int flags) throws SQLException {
        var executor = connection.getQueryExecutor();
        var description = new RowDescription();
        executor.execute(executor.createSimpleQuery(sql), null, description, 0, 0, flags);
        return description.fields;
    }

    /** Keeps the description of a result and ignores its rows. */
    private static final class RowDescription extends ResultHandlerBase {

        private List<Field> fields = List.of();

        @Override
        public void handleResultRows(
                Query query, Field[] described, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            fields = Arrays.asList(described);
        }

        @Override
        public void handleWarning(SQLWarning warning) {}
    }
}
