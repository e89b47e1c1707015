package auctions.ingestor.subscribe;

import java.util.Locale;

/**
 * Every way a subscription fails, each with what the loop does about it. The classes follow the table in Materialize's
 * own review of SUBSCRIBE consumers; {@link SubscribeFailures} is the one place that assigns them.
 */
public enum FailureClass {
    /** The server or the way to it is gone for a while. */
    TRANSIENT(Reaction.RETRY),
    /** Nothing arrived for longer than progress rows allow: the peer is taken for dead. */
    SILENT(Reaction.RETRY),
    /** The subscription was opened, and then nothing arrived: a large view is computed, or the peer is dead. */
    SILENT_SNAPSHOT(Reaction.RETRY),
    /** The session outlived its credentials; a new login may do. */
    CREDENTIALS_EXPIRED(Reaction.RETRY_ONCE),
    /** Somebody cancelled the statement. */
    CANCELLED(Reaction.STOP),
    /** We read too slowly and the server gave up on us. */
    FELL_BEHIND(Reaction.RETRY),
    /** One step is larger than the server may send; it will be so again. */
    RESULT_TOO_LARGE(Reaction.STOP),
    /** The server no longer keeps the times we would resume from. */
    HISTORY_LOST(Reaction.SNAPSHOT),
    /** The relation or its cluster was dropped; its name may come back. */
    OBJECT_DROPPED(Reaction.LOOK_UP_AGAIN),
    /** The relation, its schema, database or cluster does not exist. */
    UNKNOWN_OBJECT(Reaction.STOP),
    /** The view itself fails, and fails again until its data or definition change. */
    POISONED(Reaction.STOP),
    /** The server sends what we did not expect: after a look at its columns it may be a view that was just replaced. */
    PROTOCOL(Reaction.RETRY_ONCE),
    /** Nothing in the configuration matches what the server has, or login is refused. */
    CONFIGURATION(Reaction.STOP);

    /** What the loop does after a failure. */
    public enum Reaction {
        /** Back off, reconnect, resume from the checkpoint. */
        RETRY,
        /** As {@link #RETRY}, but stop when it fails in the same way again before a frontier was published. */
        RETRY_ONCE,
        /** As {@link #RETRY}, and bear for a while that the name is unknown. */
        LOOK_UP_AGAIN,
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
