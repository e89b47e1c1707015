package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement;
import auctions.ingestor.sim.wire.MessageWriter;
import auctions.ingestor.sim.wire.RowEncoder;
import java.util.Map;
import java.util.Optional;

/** Carries out the statements of one session that give no rows. Owned by the session's thread. */
final class Commands {
    private final Session session;
    private final Engine engine;
    private final MessageWriter out;

    Commands(Session session, Engine engine, MessageWriter out) {
        this.session = session;
        this.engine = engine;
        this.out = out;
    }

    /** Carries out the statement and returns its tag; {@code binder} binds the query of a cursor. */
    String run(Statement statement, Executor binder) {
        var transaction = session.transaction();
        return switch (statement) {
            case Statement.Begin _ -> {
                if (transaction.state() == Transaction.State.OPEN) {
                    session.notice(Notice.warning("25001", "there is already a transaction in progress"));
                } else {
                    transaction.begin(session.settings().all());
                }
                yield "BEGIN";
            }
            case Statement.Commit _ -> end(transaction.state() != Transaction.State.FAILED);
            case Statement.Rollback _ -> end(false);
            case Statement.Set(var name, var value) -> set(name, value);
            case Statement.Reset(var name) -> set(name, Optional.empty()).replace("SET", "RESET");
            case Statement.Declare(var cursor, var query) -> {
                transaction.requireBlock("DECLARE CURSOR");
                session.portals().requireFree(cursor);
                session.portals().declare(cursor, binder.bind(query, RowEncoder.TEXT));
                yield "DECLARE CURSOR";
            }
            case Statement.Close(var cursor) -> {
                session.portals().close(cursor);
                yield "CLOSE CURSOR";
            }
            case Statement.Insert _, Statement.Update _, Statement.Delete _ -> change(statement);
            case Statement.Discard(var tag, var name) -> {
                session.portals().deallocate(name);
                yield tag;
            }
            default -> engine.definitions().run(statement, session.cluster(), session::notice);
        };
    }

    private String change(Statement statement) {
        var transaction = session.transaction();
        transaction.write(statement);
        var prepared = engine.mutations().prepare(statement, session.facts());
        if (transaction.state() == Transaction.State.OPEN) {
            transaction.atCommit(prepared.effect());
        } else {
            prepared.effect().run();
        }
        return prepared.tag();
    }

    private String end(boolean commits) {
        var transaction = session.transaction();
        if (transaction.state() == Transaction.State.IDLE) {
            session.notice(Notice.warning("25P01", "there is no transaction in progress"));
        }
        session.portals().clear();
        var inside = transaction.state() != Transaction.State.IDLE;
        var before = transaction.end(commits);
        if (inside && !commits) {
            report(() -> session.settings().restore(before));
        }
        return commits ? "COMMIT" : "ROLLBACK";
    }

    private String set(String name, Optional<String> value) {
        if (name.equals("cluster") && session.transaction().state() == Transaction.State.OPEN) {
            throw SqlError.error("25001", "SET cluster cannot be called in an active transaction");
        }
        report(() -> {
            value.ifPresentOrElse(
                    text -> session.settings().set(name, text),
                    () -> session.settings().reset(name));
            if (name.equals("cluster")
                    && engine.catalog().findCluster(session.cluster()).isEmpty()) {
                session.notice(Notice.of("MZ007", "cluster \"" + session.cluster() + "\" does not exist")
                        .withHint("Create the cluster with CREATE CLUSTER or pick an extant cluster with SET CLUSTER ="
                                + " name. List available clusters with SHOW CLUSTERS."));
            }
            if (name.equals("database") && value.isPresent() && !value.get().equals("materialize")) {
                session.notice(Notice.of("MZ006", "database \"" + value.get() + "\" does not exist")
                        .withHint("Create the database with CREATE DATABASE or pick an extant database with SET"
                                + " DATABASE = name. List available databases with SHOW DATABASES."));
            }
        });
        return "SET";
    }

    /** Tells the client of the reported settings that a change has touched. */
    private void report(Runnable change) {
        var before = Map.copyOf(session.settings().all());
        change.run();
        for (var name : SessionSettings.REPORTED) {
            var value = session.settings().get(name);
            if (!value.equals(before.get(name))) {
                out.parameterStatus(name, value);
            }
        }
    }
}
