package auctions.gateway.sse;

import jakarta.servlet.http.HttpServletRequest;

/** Says what a request may see that has come through the login. Any thread's. */
@FunctionalInterface
public interface Login {
    /**
     * What this request may see.
     *
     * @throws ForbiddenException if that is nothing at all
     */
    Access access(HttpServletRequest request) throws ForbiddenException;
}
