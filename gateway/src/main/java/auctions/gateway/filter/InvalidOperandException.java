package auctions.gateway.filter;

/** What follows an operator in a query is nothing that the column can be compared with. */
public final class InvalidOperandException extends RuntimeException {
    InvalidOperandException(String message) {
        super(message);
    }
}
