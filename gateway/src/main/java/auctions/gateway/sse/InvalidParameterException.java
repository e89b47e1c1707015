package auctions.gateway.sse;

import java.util.List;

/** A query asks for something that there is not. Carries what the answer says about it. */
final class InvalidParameterException extends RuntimeException {
    private final String parameter;
    private final List<String> allowed;

    InvalidParameterException(String parameter, String detail, List<String> allowed) {
        super(detail);
        this.parameter = parameter;
        this.allowed = allowed;
    }

    /** The parameter's name as it was sent. */
    String parameter() {
        return parameter;
    }

    /** What would have been right in its place. */
    List<String> allowed() {
        return allowed;
    }
}
