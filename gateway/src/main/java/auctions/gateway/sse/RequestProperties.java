package auctions.gateway.sse;

import auctions.gateway.properties.PropertyRules;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of requests that are not whole yet. How long one may take is {@code server.tomcat.connection-timeout}, how large it
 * may be {@code server.max-http-request-header-size}.
 *
 * @param unfinishedMax requests that are not whole, of all clients together
 * @param unfinishedPerAddressMax the same of one address, unless it is one of {@code server.tomcat.remoteip}'s proxies
 */
@ConfigurationProperties("gateway.requests")
record RequestProperties(
        @DefaultValue("8192") int unfinishedMax,
        @DefaultValue("256") int unfinishedPerAddressMax) {
    private static final PropertyRules RULES = new PropertyRules("gateway.requests");

    RequestProperties {
        RULES.positive("unfinished-max", unfinishedMax);
        RULES.check(
                unfinishedPerAddressMax > 0, "unfinished-per-address-max", unfinishedPerAddressMax, "must be positive");
    }
}
