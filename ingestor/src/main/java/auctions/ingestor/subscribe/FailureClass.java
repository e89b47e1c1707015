package auctions.ingestor.subscribe;

import java.util.Locale;

/**
 * Every way a subscription fails, each with what the loop does about it and what people can do. {@link SubscribeFailures} is the one place that
 * assigns the classes.
 */
public enum FailureClass {
    /** The server or the way to it is gone for a while. */
    TRANSIENT(Reaction.RETRY, "reconnecting"),
    /** Nothing arrived for longer than progress rows allow: the peer is taken for dead. */
    SILENT(Reaction.RETRY, "reconnecting"),
    /** The subscription was opened, and then nothing arrived: a large view is computed, or the peer is dead. */
    SILENT_SNAPSHOT(Reaction.RETRY, "reconnecting, with more patience"),
    /** The login or a right is refused, for example after a password was changed. */
    ACCESS_REFUSED(
            Reaction.STOP_BEFORE_SUCCESS,
            "check MZ_USER and MZ_PASSWORD, and that the user has SELECT on the relation and USAGE on the cluster"),
    /** Somebody cancelled the statement. */
    CANCELLED(Reaction.RETRY, "somebody cancelled the subscription; subscribing again"),
    /** We read too slowly and the server gave up on us. */
    FELL_BEHIND(
            Reaction.RETRY,
            "resuming; if it happens again, look for a slow Kafka or raise the server's subscribe_max_buffered_bytes"),
    /** One step is larger than the server may send; it will be so again. */
    RESULT_TOO_LARGE(Reaction.STOP, "raise the server's max_result_size or subscribe to a smaller relation"),
    /** The server no longer keeps the times we would resume from. */
    HISTORY_LOST(Reaction.SNAPSHOT, "publishing the difference between a snapshot and the topic instead"),
    /** The server replays other changes than the topic holds: the database is not the one the topic was written from. */
    REPLAY_DIFFERS(Reaction.SNAPSHOT, "publishing the difference between a snapshot and the topic instead"),
    /** The server's time is before the topic's: its clock was set back, and waiting cures it. */
    CLOCK_BEHIND(Reaction.RETRY, "waiting until the server's time has passed the topic's"),
    /** More than one row has one key, and the policy is to stop. */
    KEY_VIOLATION(Reaction.STOP, "correct the view or its key"),
    /** The relation or its cluster was dropped; its name may come back. */
    OBJECT_DROPPED(Reaction.RETRY, "waiting for the name to come back"),
    /** The relation, its schema, database or cluster does not exist. */
    UNKNOWN_OBJECT(Reaction.STOP_BEFORE_SUCCESS, "check MZ_SUBSCRIBE, MZ_SCHEMA, MZ_DB and MZ_CLUSTER"),
    /** The cluster has no replica that could run the subscription. */
    NO_REPLICAS(Reaction.RETRY, "waiting for a replica"),
    /** The view itself fails, until its data or its definition change. */
    VIEW_FAILED(Reaction.RETRY, "waiting; correct the data or the view"),
    /** The server sends what we did not expect: after a look at its columns it may be a view that was just replaced. */
    PROTOCOL(Reaction.RETRY, "trying again; check that the server is a Materialize of a supported version"),
    /** Nothing in the configuration matches what the server has or can do. */
    CONFIGURATION(Reaction.STOP_BEFORE_SUCCESS, "check the MZ_ variables against the server"),
    /** An error that no rule names. */
    UNKNOWN(Reaction.RETRY, "trying again");

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

    private final String remedy;

    FailureClass(Reaction reaction, String remedy) {
        this.reaction = reaction;
        this.remedy = remedy;
    }

    /** What the loop does about it. */
    public Reaction reaction() {
        return reaction;
    }

    /** What cures it, or what is done meanwhile: the end of the message, for people. */
    String remedy() {
        return remedy;
    }

    /** The class as a metric tag and log value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
