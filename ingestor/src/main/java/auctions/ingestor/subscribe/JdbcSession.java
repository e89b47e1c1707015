package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.postgresql.jdbc.PgConnection;

/** A session whose one subscription is a {@code COPY (SUBSCRIBE …) TO STDOUT}, read ahead by a thread of its own. */
final class JdbcSession implements SubscribeSession {

    private final Connection connection;

    private final SubscribeStatement statement;

    private final Relation relation;

    private final JdbcSubscribeCursor.Limits limits;

    private final ThreadFactory threads;

    /**
     * A session on a connection whose network time-out is the silence limit.
     *
     * @param threads makes the reading thread
     */
    JdbcSession(
            Connection connection,
            SubscribeStatement statement,
            Relation relation,
            JdbcSubscribeCursor.Limits limits,
            ThreadFactory threads) {
        this.connection = connection;
        this.statement = statement;
        this.relation = relation;
        this.limits = limits;
        this.threads = threads;
    }

    @Override
    public Relation relation() {
        return relation;
    }

    @Override
    public SubscribeCursor subscribe(Optional<MzTimestamp> asOf) {
        try {
            var copy = connection.unwrap(PgConnection.class).getCopyAPI().copyOut(statement.copy(asOf));
            return ReadAheadCursor.start(new JdbcSubscribeCursor(connection, copy, relation, limits), threads);
        } catch (SQLException e) {
            throw SubscribeFailures.of(
                    e,
                    asOf.map(time -> "resume the subscription to %s after %s".formatted(relation.source(), time))
                            .orElse("subscribe to a snapshot of %s".formatted(relation.source())));
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
