package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Facts;
import auctions.ingestor.sim.data.Pulse;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.SqlParser;
import auctions.ingestor.sim.subscribe.RunningSubscribes;
import auctions.ingestor.sim.subscribe.ServerOptions;
import auctions.ingestor.sim.subscribe.SubscribeStream;
import auctions.ingestor.sim.wire.ClientGone;
import auctions.ingestor.sim.wire.FrontendMessage;
import auctions.ingestor.sim.wire.MessageWriter;
import auctions.ingestor.sim.wire.RowEncoder;
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
    private final ExtendedProtocol extended;

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
        this.extended = new ExtendedProtocol(executor, transaction, portals, out);
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
            case 'P' -> extended.parse(message);
            case 'B' -> extended.bind(message);
            case 'D' -> extended.describe(message);
            case 'E' -> extended.execute(message);
            case 'C' -> extended.close(message);
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

    /** The session's variables. */
    SessionSettings settings() {
        return settings;
    }

    /** The session's transaction. */
    Transaction transaction() {
        return transaction;
    }

    /** The session's statements and portals. */
    Portals portals() {
        return portals;
    }

    /** The cluster that statements run in. */
    String cluster() {
        return settings.get("cluster");
    }

    /** What functions tell of this session now. */
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

    /** Called before each row of a result leaves: where connections are cut in mid-batch. */
    void beforeRow() {
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
