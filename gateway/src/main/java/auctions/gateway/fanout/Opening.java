package auctions.gateway.fanout;

/** The answer to {@link View#open}. */
public sealed interface Opening {

    /** The stream begins so; the cursor belongs to the pump that asked. */
    record Ready(Cursor cursor, Outcome outcome) implements Opening {}

    /** The id lies ahead of this replica: ask again after an append, and never rewind. */
    record Ahead() implements Opening {}
}
