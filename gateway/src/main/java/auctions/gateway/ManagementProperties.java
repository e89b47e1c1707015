package auctions.gateway;

import auctions.gateway.properties.PropertyRules;
import java.net.InetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where operators and their programs find health and metrics.
 *
 * @param port of the management; 0 for any free one
 * @param address that the port is bound to: a name or an address of this machine, or 0.0.0.0 for all of them
 */
@ConfigurationProperties("gateway.management")
record ManagementProperties(
        @DefaultValue("8001") int port,
        @DefaultValue("localhost") InetAddress address) {
    private static final PropertyRules RULES = new PropertyRules("gateway.management");

    ManagementProperties {
        RULES.check(port >= 0 && port <= 65_535, "port", port, "must be between 0 and 65535");
    }
}
