package auctions.gateway;

import java.net.URI;
import java.net.URISyntaxException;

/** Where spans are sent: Spring's own property, checked before OpenTelemetry starts, which would tell of a bad one in a hundred lines. */
record Collector(String endpoint) {
    /** Of the property. */
    static final String PREFIX = "management.opentelemetry.tracing.export.otlp";

    Collector {
        if (!isHttp(endpoint)) {
            throw new IllegalArgumentException(
                    "%s.endpoint is '%s', but must be an address of HTTP, such as http://localhost:4318/v1/traces"
                            .formatted(PREFIX, endpoint));
        }
    }

    private static boolean isHttp(String address) {
        try {
            var uri = new URI(address);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
