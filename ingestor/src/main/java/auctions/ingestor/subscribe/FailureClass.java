package auctions.ingestor.subscribe;

import java.util.Locale;

/**
 * Every way a subscription fails, each with what the loop does about it. {@link SubscribeFailures} is the one place that
 * assigns the classes.
 */
public enum FailureClass {
    /** The server or the way to it is gone for a while. */
    TRANSIENT(Reaction.RETRY),
    /** Nothing arrived for longer than progress rows allow: the peer is taken for dead. */
    SILENT(Reaction.RETRY),
    /** The subscription was opened, and then nothing arrived: a large view is computed, or the peer is dead. */
    SILENT_SNAPSHOT(Reaction.RETRY),
    /** The login or a right is refused, for example after a password was changed. */
    ACCESS_REFUSED(Reaction.STOP_BEFORE_SUCCESS),
    /** Somebody cancelled the statement. */
    CANCELLED(Reaction.RETRY),
    /** We read too slowly and the server gave up on us. */
    FELL_BEHIND(Reaction.RETRY),
    /** One step is larger than the server may send; it will be so again. */
    RESULT_TOO_LARGE(Reaction.STOP),
    /** The server no longer keeps the times we would resume from. */
    HISTORY_LOST(Reaction.SNAPSHOT),
    /** The server replays other changes than the topic holds: the database is not the one the topic was written from. */
    REPLAY_DIFFERS(Reaction.SNAPSHOT),
    /** The server's time is before the topic's: its clock was set back, and waiting cures it. */
    CLOCK_BEHIND(Reaction.RETRY),
    /** More than one row has one key, and the policy is to stop. */
    KEY_VIOLATION(Reaction.STOP),
    /** The relation or its cluster was dropped; its name may come back. */
    OBJECT_DROPPED(Reaction.RETRY),
    /** The relation, its schema, database or cluster does not exist. */
    UNKNOWN_OBJECT(Reaction.STOP_BEFORE_SUCCESS),
    /** The cluster has no replica that could run the subscription. */
    NO_REPLICAS(Reaction.RETRY),
    /** The view itself fails, until its data or its definition change. */
    VIEW_FAILED(Reaction.RETRY),
    /** The server sends what we did not expect: after a look at its columns it may be a view that was just replaced. */
    PROTOCOL(Reaction.RETRY),
    /** Nothing in the configuration matches what the server has or can do. */
    CONFIGURATION(Reaction.STOP_BEFORE_SUCCESS),
    /** An error that no rule names. */
    UNKNOWN(Reaction.RETRY);

    /** What the loop does after a failure. */
    public enum Reaction {
        /** Back off, reconnect, go on from the checkpoint; for ever. */
        RETRY,
        /** End the process with a message, if it has never published a frontier; else as {@link #RETRY}. */
        STOP_BEFORE_SUCCESS,
        /** Reconnect at once for a snapshot, diffed against the topic. */
        SNAPSHOT,
        /** End the process with a message. */
        STOP
    }

    private final Reaction reaction;

    FailureClass(Reaction reaction) {
        this.reaction = reaction;
    }

    /** What the loop does about it. */
    public Reaction reaction() {
        return reaction;
    }

    /** The class as a metric tag and log value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
