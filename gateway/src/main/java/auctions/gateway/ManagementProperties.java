package auctions.gateway;

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
    ManagementProperties {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "gateway.management.port is '%d', but must be between 0 and 65535".formatted(port));
        }
    }
}
