package auctions.gateway.sse;

/** A login is valid and may not see what is asked for. The message says why, to whoever asks. */
public final class ForbiddenException extends Exception {
    /** For this reason. */
    public ForbiddenException(String reason) {
        super(reason);
    }
}
