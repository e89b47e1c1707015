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
import org.postgresql.copy.CopyOut;

/** A subscription read through {@code COPY (SUBSCRIBE …) TO STDOUT}: rows arrive one by one, and nothing is polled. */
final class JdbcSubscribeCursor implements SubscribeCursor {

    private final Connection connection;

    private final CopyOut copy;

    private final Relation relation;

    private final RowDecoder decoder;

    private final Limits limits;

    // Used by the reading thread only.
    private int progressRows;
    private long rows;
    private MzTimestamp last = MzTimestamp.ZERO;
    private boolean completed;

    /**
     * How long the server may send nothing.
     *
     * @param silence once the first frontier is closed; also before the opening row
     * @param patience between the opening row and the first closed frontier
     */
    record Limits(Duration silence, Duration patience) {}

    /** The cursor of a session that has just begun to copy. */
    JdbcSubscribeCursor(Connection connection, CopyOut copy, Relation relation, Limits limits) {
        this.connection = connection;
        this.copy = copy;
        this.relation = relation;
        this.decoder = new RowDecoder(relation);
        this.limits = limits;
    }

    /** One event: whether more can be read without waiting is not known here. */
    @Override
    public List<SubscribeEvent> next() {
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
                var limit = progressRows == 1 ? limits.patience() : limits.silence();
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            }
            return List.of(event);
        } catch (SQLException e) {
            var failure = SubscribeFailures.of(e, "read the subscription to %s".formatted(relation.source()));
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
            throw new SubscribeException(
                    FailureClass.TRANSIENT,
                    "the subscription to %s has ended: the server counted %d rows, and %d arrived; subscribing anew"
                            .formatted(relation.source(), counted, rows));
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
        abort(connection);
    }

    @Override
    public void close() {
        cancel();
    }

    /** Cuts the connection, which the server takes for the end of session and subscription. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw SubscribeFailures.of(e, "cancel the subscription");
        }
    }
}
