package auctions.ingestor.decode;

/** A relation cannot be published as it is described and configured. The message says why, and what to change. */
public final class UnfitRelationException extends RuntimeException {

    UnfitRelationException(String message) {
        super(message);
    }
}
