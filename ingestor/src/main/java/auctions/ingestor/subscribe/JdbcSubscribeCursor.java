package auctions.ingestor.subscribe;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/** A subscription read through {@code COPY (SUBSCRIBE …) TO STDOUT}: rows arrive one by one, and nothing is polled. */
final class JdbcSubscribeCursor implements SubscribeCursor {

    private final Connection connection;

    private final SubscribeStatement statement;

    private final Relation relation;

    private final RowDecoder decoder;

    private final Duration silenceLimit;

    // Used by the reading thread only.
    private @Nullable CopyOut copy;
    private int progressRows;

    JdbcSubscribeCursor(Connection connection, SubscribeStatement statement, Relation relation, Duration silenceLimit) {
        this.connection = connection;
        this.statement = statement;
        this.relation = relation;
        this.decoder = new RowDecoder(relation);
        this.silenceLimit = silenceLimit;
    }

    @Override
    public Relation relation() {
        return relation;
    }

    @Override
    public void resume(MzTimestamp frontier) {
        start(Optional.of(frontier));
    }

    @Override
    public void snapshot() {
        start(Optional.empty());
    }

    private void start(Optional<MzTimestamp> frontier) {
        try {
            copy = connection.unwrap(PgConnection.class).getCopyAPI().copyOut(statement.copy(frontier));
        } catch (SQLException e) {
            throw SubscribeFailures.of(
                    e,
                    frontier.map(f -> "resume the subscription to %s at frontier %s".formatted(relation.source(), f))
                            .orElse("subscribe to a snapshot of %s".formatted(relation.source())),
                    false);
        }
    }

    @Override
    public SubscribeEvent next() {
        if (copy == null) {
            throw new IllegalStateException("next() before resume() or snapshot()");
        }
        try {
            var row = copy.readFromCopy();
            if (row == null) {
                throw new SubscribeException(
                        FailureClass.TRANSIENT,
                        "the subscription to %s has ended without an error".formatted(relation.source()));
            }
            var event = decoder.decode(row);
            if (event instanceof SubscribeEvent.Progress && ++progressRows == 2) {
                // The first frontier is closed: from here on something arrives every second.
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silenceLimit.toMillis()));
            }
            return event;
        } catch (SQLException e) {
            throw SubscribeFailures.of(e, "read the subscription to %s".formatted(relation.source()), true);
        }
    }

    @Override
    public void cancel() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw SubscribeFailures.of(e, "cancel the subscription", true);
        }
    }

    @Override
    public void close() {
        cancel();
    }
}
