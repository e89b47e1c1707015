package auctions.gateway.login;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a login is, beside Spring's own properties.
 *
 * @param keys where Spring's properties say that the keys of tokens come from; nowhere means that there is no login
 * @param audiences whom Spring's property says that tokens must be for
 * @param cookie the name of a cookie that may carry the token, since an {@code EventSource} sends no header of its page; none unless
 *     named. Whoever sets the cookie makes it {@code Secure}, {@code HttpOnly} and {@code SameSite}
 * @param filter the rows that a token may see, as {@code column=claim}: those whose column has the claim's value; several with
 *     commas between, which must all hold; every row if there is none
 */
@ConfigurationProperties("gateway.login")
record LoginProperties(
        @DefaultValue("") String keys,
        @DefaultValue("") String audiences,
        @DefaultValue("") String cookie,
        @DefaultValue("") String filter) {
    private static final String NO_LOGIN = "no SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI, …_JWK_SET_URI or"
            + " …_PUBLIC_KEY_LOCATION says where the keys of tokens come from, so everybody could read";

    /** Half a login would let everybody in, where somebody thinks that it does not. */
    LoginProperties {
        check(!keys.isBlank() || audiences.isBlank(), "audiences", audiences, NO_LOGIN);
        check(!keys.isBlank() || cookie.isBlank(), "cookie", cookie, NO_LOGIN);
        check(!keys.isBlank() || filter.isBlank(), "filter", filter, NO_LOGIN);
        cookie = cookie.strip();
        try {
            RowClaims.parse(filter);
        } catch (IllegalArgumentException e) {
            check(false, "filter", filter, String.valueOf(e.getMessage()));
        }
    }

    /** The claims of the filter. */
    RowClaims rowClaims() {
        return RowClaims.parse(filter);
    }

    private static void check(boolean holds, String property, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("gateway.login.%s is '%s', but %s".formatted(property, value, rule));
        }
    }
}
