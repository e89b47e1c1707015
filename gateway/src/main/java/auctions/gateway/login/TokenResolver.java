package auctions.gateway.login;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.util.StringUtils;
import org.springframework.web.util.WebUtils;

/** Finds the token of a request: in the header {@code Authorization}, else in the cookie; never in the query, which logs keep. */
final class TokenResolver implements BearerTokenResolver {
    private final BearerTokenResolver header = new DefaultBearerTokenResolver();
    private final String cookieName;

    /** Empty text: no cookie. */
    TokenResolver(String cookieName) {
        this.cookieName = cookieName;
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var token = header.resolve(request);
        if (token != null || cookieName.isEmpty()) {
            return token;
        }
        var cookie = WebUtils.getCookie(request, cookieName);
        return cookie == null || !StringUtils.hasText(cookie.getValue()) ? null : cookie.getValue();
    }
}
