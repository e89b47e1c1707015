package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription could not be opened or has ended; the class says what to do, the message what to tell people. */
public final class SubscribeException extends RuntimeException {

    private final FailureClass failureClass;

    private final @Nullable MzTimestamp since;

    /** A failure found on our side of the wire. */
    public SubscribeException(FailureClass failureClass, String message) {
        this(failureClass, message, null, null);
    }

    /** A failure the server or the driver reported, with the earliest readable time where it told. */
    public SubscribeException(
            FailureClass failureClass, String message, @Nullable Throwable cause, @Nullable MzTimestamp since) {
        super(message, cause);
        this.failureClass = failureClass;
        this.since = since;
    }

    /** The same, of a subscription that was opened and had not yet closed a frontier. */
    SubscribeException beforeTheFirstFrontier() {
        return failureClass == FailureClass.SILENT
                ? new SubscribeException(FailureClass.SILENT_SNAPSHOT, String.valueOf(getMessage()), this, since)
                : this;
    }

    /** The class of the failure. */
    public FailureClass failureClass() {
        return failureClass;
    }

    /** The earliest time the server could still read, if it said so. */
    public Optional<MzTimestamp> since() {
        return Optional.ofNullable(since);
    }
}
