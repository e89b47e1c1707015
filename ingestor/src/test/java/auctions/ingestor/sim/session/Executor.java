package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.catalog.Facts;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowFeed;
import auctions.ingestor.sim.data.Table;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.Query;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement;
import auctions.ingestor.sim.subscribe.SubscribePlan;
import auctions.ingestor.sim.subscribe.SubscribeStream;
import auctions.ingestor.sim.wire.MessageWriter;
import auctions.ingestor.sim.wire.RowEncoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Runs the statements of one session and writes their answers. Owned by the session's thread. */
final class Executor {
    private static final Supplier<RowFeed> NOTHING = () -> RowFeed.of(new Table(List.of(), List.of()));

    private final Session session;
    private final Engine engine;
    private final MessageWriter out;
    private final Commands commands;

    Executor(Session session, Engine engine, MessageWriter out) {
        this.session = session;
        this.engine = engine;
        this.out = out;
        this.commands = new Commands(session, engine, out);
    }

    /** Binds a statement: names are resolved, nothing runs. */
    Portal bind(Statement statement, int[] formats) {
        return switch (statement) {
            case Statement.Select(var query) -> {
                var facts = session.facts();
                engine.queries().admit(query, facts);
                yield new Portal(
                        statement,
                        Optional.of(engine.queries().describe(query, facts)),
                        formats,
                        () -> select(query, facts));
            }
            case Statement.Subscription(var subscribe) -> {
                engine.queries().admit(subscribe.query(), session.facts());
                var plan = SubscribePlan.of(subscribe, engine.catalog(), engine.queries(), session.cluster());
                yield new Portal(
                        statement,
                        Optional.of(plan.columns()),
                        formats,
                        () -> new SubscribeStream(plan, session.facts(), session));
            }
            case Statement.ShowSetting _, Statement.ShowObjects _, Statement.ListRelations _ -> {
                var table = show(statement);
                yield new Portal(statement, Optional.of(table.columns()), formats, () -> RowFeed.of(table));
            }
            case Statement.Fetch fetch ->
                new Portal(statement, session.portals().cursor(fetch.cursor()).columns(), formats, NOTHING);
            default -> new Portal(statement, Optional.empty(), formats, NOTHING);
        };
    }

    private RowFeed select(Query query, Facts facts) {
        if (engine.queries().readsUserObjects(query)) {
            engine.catalog().cluster(session.cluster()).requireReplica();
        }
        return RowFeed.of(engine.queries().run(query, facts));
    }

    private Table show(Statement statement) {
        return switch (statement) {
            case Statement.ShowObjects(var what, var in) -> engine.shownTables().show(what, in);
            case Statement.ListRelations(var letters) -> engine.shownTables().listed(letters);
            case Statement.ShowSetting(var name)
            when name.equals("all") -> {
                var rows = session.settings().all().entrySet().stream()
                        .map(setting -> Row.of(setting.getKey(), setting.getValue(), ""))
                        .toList();
                yield new Table(
                        List.of(
                                new Column("name", ColumnType.TEXT),
                                new Column("setting", ColumnType.TEXT),
                                new Column("description", ColumnType.TEXT)),
                        rows);
            }
            case Statement.ShowSetting(var name)
            when name.equals(Catalog.RETENTION_FLAG) ->
                Table.of(name, List.of(engine.catalog().isOn(name) ? "on" : "off"));
            case Statement.ShowSetting(var name) -> {
                var value = session.settings().get(name);
                yield Table.of(name, List.of(value));
            }
            default -> throw new IllegalArgumentException("no SHOW: " + statement);
        };
    }

    /** Runs a portal for at most this many rows (0: all); true if it is suspended. Writes everything but descriptions. */
    boolean run(Portal portal, long maxRows) throws InterruptedException {
        var statement = portal.statement();
        session.transaction().admit(statement);
        return switch (statement) {
            case Statement.Select _, Statement.ShowSetting _, Statement.ShowObjects _, Statement.ListRelations _ ->
                rows(portal, maxRows);
            case Statement.Subscription _ -> {
                if (portal.tag().isEmpty()) {
                    directNotice();
                }
                yield rows(portal, maxRows);
            }
            case Statement.Fetch fetch -> fetch(portal, fetch, maxRows);
            case Statement.Copy copy -> copy(copy);
            default -> {
                if (portal.tag().isPresent()) {
                    throw SqlError.error("55000", "portal \"\" cannot be run");
                }
                var tag = commands.run(statement, this);
                portal.finish(tag);
                out.complete(tag);
                yield false;
            }
        };
    }

    private void directNotice() {
        var notice =
                Notice.of("01000", "streaming SUBSCRIBE rows directly requires a client that does not buffer output");
        session.notice(
                session.settings().get("application_name").equals("psql")
                        ? notice.withHint("Wrap your SUBSCRIBE statement in `COPY (SUBSCRIBE ...) TO STDOUT`.")
                        : notice);
        out.flush();
    }

    private boolean rows(Portal portal, long maxRows) throws InterruptedException {
        if (portal.tag().isEmpty()) {
            session.transaction().read(portal.statement());
            portal.finish("running");
        }
        var sent = portal.pull(
                maxRows == 0 ? Long.MAX_VALUE : maxRows, new Portal.Wait.Full(), receiver(portal, portal.formats()));
        if (maxRows > 0 && sent == maxRows) {
            out.send('s');
            return true;
        }
        out.complete("SELECT " + sent);
        return false;
    }

    private Portal.Receiver receiver(Portal described, int[] formats) {
        var encoder = new RowEncoder(described.columns().orElse(List.of()), out);
        return new Portal.Receiver() {
            @Override
            public void row(Row row) {
                session.beforeRow();
                encoder.dataRow(row.text(), row.text().length, formats);
            }

            @Override
            public void groupEnded() {
                out.flush();
            }
        };
    }

    private boolean fetch(Portal portal, Statement.Fetch fetch, long maxRows) throws InterruptedException {
        if (portal.tag().isPresent()) {
            out.complete(portal.tag().get());
            return false;
        }
        if (maxRows > 0 && fetch.all()) {
            throw SqlError.error("0A000", "Execute with max_rows of a FETCH ALL is not supported");
        }
        if (maxRows > 0 && maxRows < fetch.count()) {
            throw SqlError.error("0A000", "Execute with max_rows < a FETCH's count is not supported");
        }
        var cursor = session.portals().cursor(fetch.cursor());
        if (cursor.tag().isEmpty()) {
            session.transaction().read(cursor.statement());
            cursor.finish("running");
        }
        var wait = fetch.timeout()
                .<Portal.Wait>map(timeout -> new Portal.Wait.Until(System.nanoTime() + timeout.toNanos()))
                .orElse(new Portal.Wait.Once());
        var sent = cursor.pull(fetch.count(), wait, receiver(cursor, portal.formats()));
        portal.finish("FETCH " + sent);
        out.complete("FETCH " + sent);
        return false;
    }

    private boolean copy(Statement.Copy copy) throws InterruptedException {
        session.transaction().read(copy.query());
        var inner = bind(copy.query(), RowEncoder.TEXT);
        var encoder = new RowEncoder(inner.columns().orElse(List.of()), out);
        var sent = new AtomicLong();
        var feed = inner.feed();
        try {
            feed.start();
            encoder.copyOut(copy.format());
            RowFeed.Outcome outcome;
            do {
                out.flush();
                outcome = feed.poll(
                        row -> {
                            session.beforeRow();
                            encoder.copyRow(copy.format(), row.array(), row.size());
                            sent.incrementAndGet();
                        },
                        System.nanoTime() + Long.MAX_VALUE / 2);
            } while (outcome != RowFeed.Outcome.ENDED);
        } finally {
            feed.close();
        }
        encoder.copyEnd(copy.format());
        out.complete("COPY " + sent.get());
        return false;
    }
}
