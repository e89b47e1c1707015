package auctions.gateway.login;

import auctions.gateway.sse.Access;
import auctions.gateway.sse.ForbiddenException;
import auctions.gateway.sse.Login;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** What the token of a request allows. Any thread's. */
final class TokenLogin implements Login {
    private final RowClaims rowClaims;
    private final StreamLife life;

    TokenLogin(RowClaims rowClaims, StreamLife life) {
        this.rowClaims = rowClaims;
        this.life = life;
    }

    @Override
    public Access access(HttpServletRequest request) throws ForbiddenException {
        if (request.getUserPrincipal() instanceof JwtAuthenticationToken login) {
            var token = login.getToken();
            var subject = token.getSubject();
            return new Access(
                    subject == null ? "" : subject,
                    rowClaims.rows(token.getClaims()),
                    life.until(token.getExpiresAt()));
        }
        throw new IllegalStateException("a request without a token came to " + request.getServletPath());
    }
}
