package auctions.ingestor.sim.subscribe;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.Table;
import auctions.ingestor.sim.data.Timestamps;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The running SUBSCRIBEs of the server. Any thread. */
public final class RunningSubscribes {
    private final Set<SubscribeStream> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong started = new AtomicLong();

    /** A stream has started; returns its number, which no other has. */
    public long add(SubscribeStream stream) {
        running.add(stream);
        return started.incrementAndGet();
    }

    /** A stream has ended; harmless when it is repeated. */
    public void remove(SubscribeStream stream) {
        running.remove(stream);
    }

    /** The running streams. */
    public Set<SubscribeStream> running() {
        return running;
    }

    /** How many streams have ever started. */
    public long started() {
        return started.get();
    }

    /** The relation {@code mz_internal.mz_subscriptions}. */
    public Table table() {
        var rows = running.stream()
                .map(stream -> Row.of(
                        Long.toString(stream.number()),
                        new UUID(0, stream.number()),
                        stream.clusterId(),
                        Timestamps.text(stream.startedMillis() * 1000),
                        "{" + stream.objectId() + "}"))
                .toList();
        return new Table(
                List.of(
                        new Column("id", ColumnType.TEXT),
                        new Column("session_id", ColumnType.UUID),
                        new Column("cluster_id", ColumnType.TEXT),
                        new Column("created_at", ColumnType.TIMESTAMPTZ),
                        new Column("referenced_object_ids", ColumnType.LIST).of(ColumnType.TEXT)),
                rows);
    }
}
