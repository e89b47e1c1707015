package auctions.ingestor.decode;

/** A row is not of the form that a subscription to the relation has. The message says in what it differs. */
public final class MalformedRowException extends RuntimeException {

    MalformedRowException(String message) {
        super(message);
    }
}
