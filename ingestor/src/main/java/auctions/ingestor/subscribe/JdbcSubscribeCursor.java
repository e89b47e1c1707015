package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MalformedRowException;
import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.RowDecoder;
import auctions.ingestor.decode.SubscribeEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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

    private final Duration patience;

    // Used by the reading thread only.
    private @Nullable CopyOut copy;
    private int progressRows;
    private long rows;
    private MzTimestamp last = MzTimestamp.ZERO;
    private boolean completed;

    /**
     * The cursor of a session whose network time-out is the silence limit.
     *
     * @param patience the limit between the opening row and the first closed frontier
     */
    JdbcSubscribeCursor(
            Connection connection,
            SubscribeStatement statement,
            Relation relation,
            Duration silenceLimit,
            Duration patience) {
        this.connection = connection;
        this.statement = statement;
        this.relation = relation;
        this.decoder = new RowDecoder(relation);
        this.silenceLimit = silenceLimit;
        this.patience = patience;
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

    /** One event: whether more can be read without waiting is not known here. */
    @Override
    public List<SubscribeEvent> next() {
        if (copy == null) {
            throw new IllegalStateException("next() before resume() or snapshot()");
        }
        if (completed) {
            throw ended();
        }
        try {
            var row = copy.readFromCopy();
            if (row == null) {
                return List.of(complete(copy.getHandledRowCount()));
            }
            rows++;
            var event = decoder.decode(row);
            last = event.timestamp();
            if (event instanceof SubscribeEvent.Progress && ++progressRows <= 2) {
                // The opening row comes at once, the first closed frontier when the view is computed, then one a
                // second.
                var limit = progressRows == 1 ? patience : silenceLimit;
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            }
            return List.of(event);
        } catch (SQLException e) {
            var failure = SubscribeFailures.of(e, "read the subscription to %s".formatted(relation.source()), true);
            throw progressRows == 1 ? failure.beforeTheFirstFrontier() : failure;
        } catch (MalformedRowException e) {
            throw new SubscribeException(
                    FailureClass.PROTOCOL,
                    "could not read a row of the subscription to %s: %s".formatted(relation.source(), e.getMessage()),
                    e,
                    null);
        }
    }

    /**
     * The server's own end, with its count of rows: nothing will ever change again, so all times are closed. A connection
     * that is cut gives an exception instead.
     */
    private SubscribeEvent complete(long counted) {
        if (counted != rows) {
            throw ended();
        }
        completed = true;
        return new SubscribeEvent.Progress(last.next());
    }

    private SubscribeException ended() {
        return new SubscribeException(
                FailureClass.TRANSIENT,
                "the subscription to %s has ended after %d rows, as that of a view which never changes again; subscribing anew"
                        .formatted(relation.source(), rows));
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
