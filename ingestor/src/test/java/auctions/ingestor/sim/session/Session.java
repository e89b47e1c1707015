package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Facts;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Pulse;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.SqlParser;
import auctions.ingestor.sim.sql.Statement;
import auctions.ingestor.sim.subscribe.RunningSubscribes;
import auctions.ingestor.sim.subscribe.ServerOptions;
import auctions.ingestor.sim.subscribe.SubscribeStream;
import auctions.ingestor.sim.wire.ClientGone;
import auctions.ingestor.sim.wire.FrontendMessage;
import auctions.ingestor.sim.wire.MessageWriter;
import auctions.ingestor.sim.wire.ParameterValues;
import auctions.ingestor.sim.wire.RowEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A session after login: answers one message at a time, by the simple or the extended protocol. Owned by one thread. */
final class Session implements SubscribeStream.Host {
    private final Engine engine;
    private final MessageWriter out;
    private final Liveness liveness;
    private final LongSupplier clock;
    private final int pid;
    private final String user;
    private final SessionSettings settings = new SessionSettings();
    private final Transaction transaction = new Transaction();
    private final Portals portals = new Portals();
    private final Executor executor;

    private long readySinceNanos = System.nanoTime();
    private boolean skipToSync;

    Session(Engine engine, MessageWriter out, Liveness liveness, LongSupplier clock, int pid, String user) {
        this.engine = engine;
        this.out = out;
        this.liveness = liveness;
        this.clock = clock;
        this.pid = pid;
        this.user = user;
        this.executor = new Executor(this, engine, out);
    }

    /** Answers messages until the client leaves; a fatal error has been sent when it is thrown. */
    void serve() throws InterruptedException {
        try {
            while (true) {
                var message = liveness.next();
                try {
                    if (message.type() == 'X') {
                        return;
                    }
                    admit();
                    answer(message);
                } catch (SqlError error) {
                    out.error(error);
                    if (error.isFatal()) {
                        throw error;
                    }
                    transaction.fail();
                    if (transaction.state() == Transaction.State.IDLE) {
                        portals.clear();
                    }
                    if (message.type() == 'Q') {
                        ready();
                    } else {
                        skipToSync = true;
                    }
                }
            }
        } finally {
            portals.clear();
        }
    }

    private void admit() {
        liveness.busy();
        var limit = settings.idleTimeoutMillis();
        var idle = transaction.state() != Transaction.State.IDLE && limit > 0 && readySinceNanos != 0;
        if (idle && System.nanoTime() - readySinceNanos > limit * 1_000_000) {
            throw SqlError.fatal("25P03", "terminating connection due to idle-in-transaction timeout");
        }
        readySinceNanos = 0;
        liveness.checkCredentials();
    }

    private void ready() {
        out.ready(transaction.state().code());
        readySinceNanos = System.nanoTime();
        liveness.idle();
    }

    private void answer(FrontendMessage message) throws InterruptedException {
        if (skipToSync && message.type() != 'S') {
            return;
        }
        switch (message.type()) {
            case 'Q' -> query(message.cstring());
            case 'P' -> parse(message);
            case 'B' -> bind(message);
            case 'D' -> describe(message);
            case 'E' -> execute(message);
            case 'C' -> close(message);
            case 'H' -> out.flush();
            case 'S' -> {
                skipToSync = false;
                if (transaction.state() == Transaction.State.IDLE) {
                    portals.clear();
                }
                ready();
            }
            case 'd', 'c', 'f' -> {
                // stray COPY messages are ignored
            }
            default -> throw SqlError.fatal("08P01", "unexpected message type " + message.type());
        }
    }

    private void query(String sql) throws InterruptedException {
        var statements = SqlParser.parse(sql);
        if (statements.isEmpty()) {
            out.send('I');
        }
        transaction.severalStatements(statements.size() > 1);
        for (var statement : statements) {
            transaction.admit(statement);
            var portal = executor.bind(statement, RowEncoder.TEXT);
            try {
                portal.columns().ifPresent(columns -> out.rowDescription(columns, RowEncoder.TEXT));
                executor.run(portal, 0);
            } finally {
                portal.close();
            }
        }
        if (transaction.state() == Transaction.State.IDLE) {
            portals.clear();
        }
        ready();
    }

    private void parse(FrontendMessage message) {
        var name = message.cstring();
        var sql = message.cstring();
        var types = new int[message.int16()];
        for (var i = 0; i < types.length; i++) {
            types[i] = message.int32();
        }
        var count = SqlParser.parameterCount(sql);
        var nulls = new ArrayList<Optional<String>>();
        for (var i = 0; i < count; i++) {
            nulls.add(Optional.empty());
        }
        if (SqlParser.parse(sql, nulls).size() > 1) {
            throw SqlError.error("XX000", "cannot insert multiple commands into a prepared statement");
        }
        portals.prepare(name, new Portals.Prepared(sql, java.util.Arrays.copyOf(types, Math.max(count, types.length))));
        out.send('1');
    }

    private void bind(FrontendMessage message) {
        var name = message.cstring();
        var prepared = portals.prepared(message.cstring());
        var parameters = ParameterValues.read(message, prepared.parameterTypes());
        var formats = new int[message.int16()];
        for (var i = 0; i < formats.length; i++) {
            formats[i] = message.int16();
        }
        portals.bind(name, executor.bind(one(prepared.sql(), parameters), formats));
        out.send('2');
    }

    private Statement one(String sql, List<Optional<String>> parameters) {
        var statements = SqlParser.parse(sql, parameters);
        var statement = statements.isEmpty() ? new Statement.Discard("", "") : statements.getFirst();
        transaction.admit(statement);
        return statement;
    }

    private void describe(FrontendMessage message) {
        var kind = message.int8();
        var name = message.cstring();
        Optional<List<Column>> columns;
        var formats = RowEncoder.TEXT;
        if (kind == 'S') {
            var prepared = portals.prepared(name);
            out.begin('t').int16(prepared.parameterTypes().length);
            for (var type : prepared.parameterTypes()) {
                out.int32(type == 0 ? ColumnType.TEXT.oid() : type);
            }
            out.end();
            var nulls = new ArrayList<Optional<String>>();
            for (var ignored : prepared.parameterTypes()) {
                nulls.add(Optional.empty());
            }
            columns = executor.bind(one(prepared.sql(), nulls), formats).columns();
        } else {
            var portal = portals.portal(name);
            columns = portal.columns();
            formats = portal.formats();
        }
        if (columns.isPresent()) {
            out.rowDescription(columns.get(), formats);
        } else {
            out.send('n');
        }
    }

    private void execute(FrontendMessage message) throws InterruptedException {
        var portal = portals.portal(message.cstring());
        if (portal.statement() instanceof Statement.Discard discard
                && discard.tag().isEmpty()) {
            out.send('I');
            return;
        }
        executor.run(portal, message.int32());
    }

    private void close(FrontendMessage message) {
        if (message.int8() == 'S') {
            portals.deallocate(message.cstring());
        } else {
            portals.closePortal(message.cstring());
        }
        out.send('3');
    }

    SessionSettings settings() {
        return settings;
    }

    Transaction transaction() {
        return transaction;
    }

    Portals portals() {
        return portals;
    }

    String cluster() {
        return settings.get("cluster");
    }

    Facts facts() {
        return new Facts(
                settings.get("mz_version"),
                engine.catalog().environment(),
                user,
                settings.get("database"),
                settings.get("search_path"),
                pid,
                clock.getAsLong());
    }

    /** Called before each row of a result leaves: where slow and cut rows happen. */
    void beforeRow() {
        var delay = engine.options().rowDelay();
        if (!delay.equals(Duration.ZERO)) {
            out.flush();
            LockSupport.parkNanos(delay.toNanos());
        }
        if (engine.gate().cutsHere()) {
            out.flush();
            liveness.cut();
            throw new ClientGone();
        }
    }

    @Override
    public void check() {
        liveness.check();
    }

    @Override
    public Pulse pulse() {
        return liveness.pulse();
    }

    @Override
    public void notice(Notice notice) {
        if (settings.shows(notice)) {
            out.notice(notice);
        }
    }

    @Override
    public ServerOptions options() {
        return engine.options();
    }

    @Override
    public RunningSubscribes subscriptions() {
        return engine.subscriptions();
    }
}
