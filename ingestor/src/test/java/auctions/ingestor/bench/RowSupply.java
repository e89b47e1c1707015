package auctions.ingestor.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Rows that a subscription has ready, to be taken by COPY or FETCH: all rows of a snapshot at once, encoded before, or later
 * ones as they are added. Used by one connection at a time.
 */
final class RowSupply implements ScriptedMaterialize.Script {

    private static final long AS_OF = 1_795_386_393_988L;

    private static final int GROUP_ROWS = 1_000;

    private final List<byte[]> copyGroups = new ArrayList<>();

    private final List<byte[]> fetchGroups = new ArrayList<>();

    private final int rows;

    // Written before a connection asks, or by the connection's thread. A queue is new for each, as the last may wait at
    // its own.
    private volatile BlockingQueue<byte[]> added = new LinkedBlockingQueue<>();
    private volatile boolean snapshotting;
    private volatile int nextGroup;

    // Guarded by itself.
    private final List<Long> readyAt = new ArrayList<>();

    RowSupply(int rows) {
        int groups = Math.max(1, rows / GROUP_ROWS);
        this.rows = groups * GROUP_ROWS;
        for (int group = 0; group < groups; group++) {
            var copied = new ByteArrayOutputStream();
            var fetched = new ByteArrayOutputStream();
            for (int row = 0; row < GROUP_ROWS; row++) {
                var text = WinningBids.upsert(AS_OF, WinningBids.FIRST + group * GROUP_ROWS + row, 0);
                copied.writeBytes(Wire.copyData(text));
                fetched.writeBytes(Wire.dataRow(text));
            }
            copyGroups.add(copied.toByteArray());
            fetchGroups.add(fetched.toByteArray());
        }
    }

    /** How many rows the snapshot has. */
    int rows() {
        return rows;
    }

    /** The next connection reads the snapshot. */
    void snapshot() {
        added = new LinkedBlockingQueue<>();
        snapshotting = true;
        nextGroup = 0;
    }

    /** The next connection reads what is added from now on. */
    void steady() {
        snapshotting = false;
        added = new LinkedBlockingQueue<>();
        synchronized (readyAt) {
            readyAt.clear();
        }
    }

    /** One more row is ready. */
    void add() {
        var row = WinningBids.upsert(AS_OF, WinningBids.FIRST, 0);
        synchronized (readyAt) {
            readyAt.add(System.nanoTime());
        }
        added.add(row);
    }

    /** When a row was ready, by {@link System#nanoTime}. */
    long readyAt(int row) {
        synchronized (readyAt) {
            return readyAt.get(row);
        }
    }

    @Override
    public void copy(String sql, Wire wire) throws IOException, InterruptedException {
        var ready = added;
        wire.write(Wire.copyOut());
        for (int group = 0; snapshotting && group < copyGroups.size(); group++) {
            wire.write(copyGroups.get(group));
        }
        while (true) {
            wire.write(Wire.copyData(ready.take()));
        }
    }

    /** Waits for one row at least, and gives those that are ready, up to the count. */
    @Override
    public void fetch(String sql, Wire wire) throws IOException, InterruptedException {
        int count = sql.startsWith("FETCH ALL") ? Integer.MAX_VALUE : Integer.parseInt(sql.split(" ")[1]);
        wire.write(Wire.description());
        int sent = 0;
        if (snapshotting) {
            for (; sent < count && nextGroup < fetchGroups.size(); sent += GROUP_ROWS) {
                wire.write(fetchGroups.get(nextGroup++));
            }
        } else {
            var ready = new ByteArrayOutputStream();
            for (var row = added.take(); row != null; row = ++sent < count ? added.poll() : null) {
                ready.writeBytes(Wire.dataRow(row));
            }
            wire.write(ready.toByteArray());
        }
        wire.write(Wire.complete("FETCH " + sent));
    }
}
