package auctions.ingestor.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/**
 * Measures the ways to read a subscription through the driver, from the same server and in turn: {@code COPY (SUBSCRIBE …)},
 * and a cursor with {@code FETCH} without time-out. Each cell's bytes are looked at, and nothing more is done with them.
 *
 * <p>Usage: {@code CopyOrFetch [<snapshot rows> [<steady rows>]]}; 1,000,000 and 5,000.
 */
public final class CopyOrFetch {

    private static final int ROUNDS = 5;

    private static final String COPY = "COPY (SUBSCRIBE winning_bids ENVELOPE UPSERT (KEY (auction_id))) TO STDOUT";

    private static final String DECLARE =
            "DECLARE c CURSOR FOR SUBSCRIBE winning_bids ENVELOPE UPSERT (KEY (auction_id))";

    private final RowSupply supply;

    private final Random random = new Random(1);

    private CopyOrFetch(int rows) {
        this.supply = new RowSupply(rows);
    }

    /** What is done with each row. */
    private interface Taker {
        /** Takes the next row; false when it was the last one wanted. */
        boolean row();
    }

    /** One way to read. */
    private interface Way {
        /** Reads until enough. */
        void read(Connection connection, Taker taker) throws SQLException;
    }

    public static void main(String[] args) throws Exception {
        Figures.quiet();
        var measurement = new CopyOrFetch(args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000);
        measurement.run(args.length > 1 ? Integer.parseInt(args[1]) : 5_000);
        System.exit(0);
    }

    private void run(int steadyRows) throws Exception {
        var ways = new LinkedHashMap<String, Way>();
        ways.put("COPY", CopyOrFetch::copy);
        ways.put("FETCH 1000", (connection, taker) -> fetch(connection, "FETCH 1000 c", taker));
        ways.put("FETCH ALL", (connection, taker) -> fetch(connection, "FETCH ALL c", taker));
        try (var server = ScriptedMaterialize.start(supply)) {
            var url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/materialize";
            snapshots(url, ways);
            steady(url, ways, steadyRows);
        }
        System.out.println(Figures.load());
    }

    private void snapshots(String url, Map<String, Way> ways) throws SQLException {
        var speeds = new LinkedHashMap<String, Figures>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (var way : ways.entrySet()) {
                try (var connection = connect(url)) {
                    supply.snapshot();
                    long start = System.nanoTime();
                    var left = new int[] {supply.rows()};
                    way.getValue().read(connection, () -> --left[0] > 0);
                    double speed = supply.rows() / ((System.nanoTime() - start) / 1e9);
                    if (round > 0) {
                        speeds.computeIfAbsent(way.getKey(), _ -> new Figures()).add(speed);
                    }
                    connection.abort(Runnable::run);
                }
            }
        }
        speeds.forEach((way, figures) -> System.out.printf("snapshot, %s: %,.0f rows/s%n", way, figures.median()));
    }

    private void steady(String url, Map<String, Way> ways, int rows) throws SQLException, InterruptedException {
        var latencies = new LinkedHashMap<String, Figures>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (var way : ways.entrySet()) {
                var figures = round > 0 ? latencies.computeIfAbsent(way.getKey(), _ -> new Figures()) : new Figures();
                try (var connection = connect(url)) {
                    supply.steady();
                    var sender = Thread.ofPlatform().start(() -> send(rows));
                    var taken = new int[1];
                    way.getValue().read(connection, () -> {
                        figures.add((System.nanoTime() - supply.readyAt(taken[0])) / 1e3);
                        return ++taken[0] < rows;
                    });
                    sender.join();
                    connection.abort(Runnable::run);
                }
            }
        }
        latencies.forEach((way, figures) -> System.out.printf(
                "steady, %s: p50 %.0f µs, p99 %.0f µs%n", way, figures.median(), figures.quantile(0.99)));
    }

    /** About a thousand rows a second. */
    private void send(int rows) {
        for (int row = 0; row < rows; row++) {
            LockSupport.parkNanos(random.nextLong(100_000, 1_900_000));
            supply.add();
        }
    }

    private static Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "materialize");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("preferQueryMode", "simple");
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("no driver for " + url);
        }
        connection.setNetworkTimeout(Runnable::run, 10_000);
        return connection;
    }

    private static void copy(Connection connection, Taker taker) throws SQLException {
        var copy = connection.unwrap(PgConnection.class).getCopyAPI().copyOut(COPY);
        int cells;
        do {
            cells = 0;
            for (byte b : copy.readFromCopy()) {
                cells += b == '\t' || b == '\n' ? 1 : 0;
            }
            if (cells != WinningBids.COLUMNS.size()) {
                throw new SQLException(cells + " cells");
            }
        } while (taker.row());
    }

    private static void fetch(Connection connection, String fetch, Taker taker) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(DECLARE);
            boolean more = true;
            while (more) {
                try (var rows = statement.executeQuery(fetch)) {
                    while (more && rows.next()) {
                        look(rows);
                        more = taker.row();
                    }
                }
            }
        }
    }

    private static void look(ResultSet rows) throws SQLException {
        for (int column = 1; column <= WinningBids.COLUMNS.size(); column++) {
            if (rows.getBytes(column).length == 0) {
                throw new SQLException("an empty cell");
            }
        }
    }
}
