package auctions.ingestor.decode;

/** A cell's text is not of its type, so it has no JSON. The message says what was expected. */
final class UnrenderableException extends RuntimeException {

    UnrenderableException(String message) {
        super(message, null, false, false);
    }
}
