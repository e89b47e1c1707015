package auctions.ingestor.subscribe;

import auctions.ingestor.decode.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadFactory;
import org.postgresql.jdbc.PgConnection;

/** A session whose one subscription is a {@code COPY (SUBSCRIBE …) TO STDOUT}, read ahead by a thread of its own. */
final class JdbcSession implements SubscribeSession {

    private final Connection connection;

    private final SubscribeStatement statement;

    private final Relation relation;

    private final Origin origin;

    private final JdbcSubscribeCursor.Limits limits;

    private final ThreadFactory threads;

    /** What the server has said about the relation. */
    record Described(Relation relation, Origin origin) {}

    /**
     * A session on a connection whose network time-out is the silence limit.
     *
     * @param threads makes the reading thread
     */
    JdbcSession(
            Connection connection,
            SubscribeStatement statement,
            Described described,
            JdbcSubscribeCursor.Limits limits,
            ThreadFactory threads) {
        this.connection = connection;
        this.statement = statement;
        this.relation = described.relation();
        this.origin = described.origin();
        this.limits = limits;
        this.threads = threads;
    }

    @Override
    public Relation relation() {
        return relation;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public SubscribeCursor subscribe(Start start) {
        try {
            var copy = connection.unwrap(PgConnection.class).getCopyAPI().copyOut(statement.copy(start));
            return ReadAheadCursor.start(new JdbcSubscribeCursor(connection, copy, relation, limits), threads);
        } catch (SQLException e) {
            throw SubscribeFailures.of(e, "subscribe to %s %s".formatted(relation.source(), start));
        }
    }

    @Override
    public void cancel() {
        JdbcSubscribeCursor.abort(connection);
    }

    @Override
    public void close() {
        JdbcSubscribeCursor.abort(connection);
    }
}
