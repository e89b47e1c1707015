package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Asks the server what it is and which object is subscribed to. A server that refuses a question cannot answer it. */
final class CatalogQuestions {

    private static final String OBJECT = """
            SELECT o.id FROM mz_catalog.mz_objects o
            JOIN mz_catalog.mz_schemas s ON o.schema_id = s.id
            JOIN mz_catalog.mz_databases d ON s.database_id = d.id
            WHERE d.name = ? AND s.name = ? AND o.name = ?
            """;

    private static final String COMMENT =
            "SELECT comment FROM mz_internal.mz_comments WHERE id = ? AND object_sub_id IS NULL";

    private CatalogQuestions() {}

    /** Where the rows of the configured subscription come from. */
    static Origin ask(Connection connection, SubscribeProperties properties) throws SQLException {
        var object = properties.objectName().isEmpty()
                ? Optional.<String>empty()
                : answer(connection, OBJECT, properties.objectName());
        var description =
                object.isEmpty() ? Optional.<String>empty() : answer(connection, COMMENT, List.of(object.get()));
        return new Origin(
                properties.subscribe(),
                orNull(answer(connection, "SELECT mz_environment_id()", List.of())),
                orNull(object),
                orNull(description),
                orNull(answer(connection, "SELECT mz_now()", List.of()).map(MzTimestamp::parse)));
    }

    private static <T> @Nullable T orNull(Optional<T> answer) {
        return answer.orElse(null);
    }

    private static Optional<String> answer(Connection connection, String question, List<String> parameters)
            throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            return only(statement);
        } catch (PSQLException e) {
            var refusal = e.getServerErrorMessage();
            if (refusal == null || !"ERROR".equals(refusal.getSeverity())) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Optional<String> only(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }
}
