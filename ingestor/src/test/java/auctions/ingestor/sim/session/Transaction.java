package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The transaction of a session: its state and what it may still read. Owned by the session's thread. */
final class Transaction {
    /** The states of a transaction. */
    enum State {
        /** No transaction block is open. */
        IDLE('I'),
        /** After BEGIN. */
        OPEN('T'),
        /** After an error in an open one. */
        FAILED('E');

        private final char code;

        State(char code) {
            this.code = code;
        }

        /** The status in ReadyForQuery. */
        char code() {
            return code;
        }
    }

    private State state = State.IDLE;
    private Map<String, String> settingsBefore = Map.of();
    private boolean selected;
    private boolean subscribed;
    private boolean severalStatements;
    private final List<Runnable> writes = new ArrayList<>();

    /** Where it is. */
    State state() {
        return state;
    }

    /** BEGIN; keeps the settings to go back to. */
    void begin(Map<String, String> settings) {
        state = State.OPEN;
        settingsBefore = settings;
    }

    /** A statement of the open transaction has failed. */
    void fail() {
        if (state == State.OPEN) {
            state = State.FAILED;
        }
    }

    /** Whether the message that is answered has several statements, which are a block by themselves. */
    void severalStatements(boolean value) {
        severalStatements = value;
    }

    /** Fails outside of a transaction block. */
    void requireBlock(String what) {
        if (state == State.IDLE && !severalStatements) {
            throw SqlError.error("25P01", what + " can only be used in transaction blocks");
        }
    }

    /** The end, which makes what was written happen or not; returns the settings at the beginning. */
    Map<String, String> end(boolean commits) {
        if (commits) {
            writes.forEach(Runnable::run);
        }
        writes.clear();
        state = State.IDLE;
        selected = false;
        subscribed = false;
        return settingsBefore;
    }

    /** Fails in a failed transaction, for every statement but COMMIT and ROLLBACK. */
    void admit(Statement statement) {
        if (state == State.FAILED
                && !(statement instanceof Statement.Commit || statement instanceof Statement.Rollback)) {
            throw SqlError.error(
                    "25P02", "current transaction is aborted, commands ignored until end of transaction block");
        }
    }

    /** A SUBSCRIBE without AS OF must be the only read of its transaction. */
    void read(Statement statement) {
        if (state != State.OPEN) {
            return;
        }
        switch (statement) {
            case Statement.Subscription(var subscribe) -> {
                if (selected) {
                    throw SqlError.error("25006", "transaction in read-only mode")
                            .withDetail(
                                    "SELECT queries cannot be combined with other query types, including SUBSCRIBE.");
                }
                if (subscribe.asOf().isEmpty()) {
                    onlyRead();
                    subscribed = true;
                }
            }
            case Statement.Select(var query)
            when query.from().isPresent() -> {
                onlyRead();
                selected = true;
            }
            default -> {}
        }
    }

    /** A change of a table: UPDATE and DELETE read the table first, so they stand alone. */
    void write(Statement statement) {
        if (state != State.OPEN) {
            return;
        }
        switch (statement) {
            case Statement.Update update -> throw alone("UPDATE " + update.table());
            case Statement.Delete delete -> throw alone("DELETE FROM " + delete.table());
            default -> {
                if (selected || subscribed) {
                    throw SqlError.error("25006", "transaction in read-only mode");
                }
            }
        }
    }

    private static SqlError alone(String statement) {
        return SqlError.error("25001", statement + " cannot be run inside a transaction block");
    }

    /** Keeps a change until the end. */
    void atCommit(Runnable write) {
        writes.add(write);
    }

    private void onlyRead() {
        if (!writes.isEmpty()) {
            throw SqlError.error("25000", "transaction in write-only mode");
        }
        if (subscribed) {
            throw SqlError.error("25000", "SUBSCRIBE in transactions must be the only read statement");
        }
    }
}
