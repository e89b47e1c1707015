package auctions.ingestor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What health asks of the loop.
 *
 * @param freshnessLimit how long the frontier may rest before the instance is not ready; it moves each second
 * @param stallLimit how long one step of the loop may take before the process is taken for stuck; above the longest
 *     patience with a silent server
 */
@ConfigurationProperties("ingestor.health")
record IngestorProperties(
        @DefaultValue("15s") Duration freshnessLimit,
        @DefaultValue("15m") Duration stallLimit) {

    IngestorProperties {
        check(freshnessLimit, "freshness-limit");
        check(stallLimit, "stall-limit");
    }

    private static void check(Duration limit, String property) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException(
                    "ingestor.health.%s is '%s', but must be positive".formatted(property, limit));
        }
    }
}
