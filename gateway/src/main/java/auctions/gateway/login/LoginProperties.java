package auctions.gateway.login;

import auctions.gateway.properties.PropertyRules;
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
    private static final PropertyRules RULES = new PropertyRules("gateway.login");
    private static final String NO_LOGIN = "no SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI, …_JWK_SET_URI or"
            + " …_PUBLIC_KEY_LOCATION says where the keys of tokens come from, so everybody could read";

    /** Half a login would let everybody in, where somebody thinks that it does not. */
    LoginProperties {
        RULES.check(!keys.isBlank() || audiences.isBlank(), "audiences", audiences, NO_LOGIN);
        RULES.check(!keys.isBlank() || cookie.isBlank(), "cookie", cookie, NO_LOGIN);
        RULES.check(!keys.isBlank() || filter.isBlank(), "filter", filter, NO_LOGIN);
        cookie = cookie.strip();
        try {
            RowClaims.parse(filter);
        } catch (IllegalArgumentException e) {
            RULES.check(false, "filter", filter, String.valueOf(e.getMessage()));
        }
    }

    /** The claims of the filter. */
    RowClaims rowClaims() {
        return RowClaims.parse(filter);
    }
}
