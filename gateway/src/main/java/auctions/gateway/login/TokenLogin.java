package auctions.gateway.login;

import auctions.gateway.sse.Access;
import auctions.gateway.sse.Login;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** What the token of a request allows. Any thread's. */
final class TokenLogin implements Login {
    private final StreamLife life;

    TokenLogin(StreamLife life) {
        this.life = life;
    }

    @Override
    public Access access(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof JwtAuthenticationToken login) {
            return new Access(life.until(login.getToken().getExpiresAt()));
        }
        throw new IllegalStateException("a request without a token came to " + request.getServletPath());
    }
}
