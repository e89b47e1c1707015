package auctions.ingestor.sim.session;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.SqlParser;
import auctions.ingestor.sim.sql.Statement;
import auctions.ingestor.sim.wire.FrontendMessage;
import auctions.ingestor.sim.wire.MessageWriter;
import auctions.ingestor.sim.wire.ParameterValues;
import auctions.ingestor.sim.wire.RowEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The messages of the extended query protocol, one method each. Owned by the session's thread. */
final class ExtendedProtocol {
    private final Executor executor;
    private final Transaction transaction;
    private final Portals portals;
    private final MessageWriter out;

    ExtendedProtocol(Executor executor, Transaction transaction, Portals portals, MessageWriter out) {
        this.executor = executor;
        this.transaction = transaction;
        this.portals = portals;
        this.out = out;
    }

    /** Parse: keeps a statement. */
    void parse(FrontendMessage message) {
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
        portals.prepare(name, new Portals.Prepared(sql, Arrays.copyOf(types, Math.max(count, types.length))));
        out.send('1');
    }

    /** Bind: makes a portal of a kept statement and its parameters. */
    void bind(FrontendMessage message) {
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

    /** Describe: tells the columns of a statement or a portal. */
    void describe(FrontendMessage message) {
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

    /** Execute: runs a portal. */
    void execute(FrontendMessage message) throws InterruptedException {
        var portal = portals.portal(message.cstring());
        if (portal.statement() instanceof Statement.Discard discard
                && discard.tag().isEmpty()) {
            out.send('I');
            return;
        }
        executor.run(portal, message.int32());
    }

    /** Close: forgets a statement or a portal. */
    void close(FrontendMessage message) {
        if (message.int8() == 'S') {
            portals.deallocate(message.cstring());
        } else {
            portals.closePortal(message.cstring());
        }
        out.send('3');
    }
}
