package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement;
import java.util.Map;

/** The transaction of a session: its state and what it may still read. Owned by the session's thread. */
final class Transaction {
    /** Where a transaction can be. */
    enum State {
        /** Outside any, or in one made of the current message only. */
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

    State state() {
        return state;
    }

    /** BEGIN; keeps the settings to go back to. */
    void begin(Map<String, String> settings) {
        state = State.OPEN;
        settingsBefore = settings;
    }

    /** An error inside. */
    void fail() {
        if (state == State.OPEN) {
            state = State.FAILED;
        }
    }

    /** The end; returns the settings at the beginning. */
    Map<String, String> end() {
        state = State.IDLE;
        selected = false;
        subscribed = false;
        return settingsBefore;
    }

    /** A failed transaction takes nothing but its end. */
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

    private void onlyRead() {
        if (subscribed) {
            throw SqlError.error("25000", "SUBSCRIBE in transactions must be the only read statement");
        }
    }
}
