package auctions.gateway;

import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.TopicReader;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** The meters of the topic and the log. */
final class GatewayMetrics {
    GatewayMetrics(MeterRegistry registry, TopicReader reader, TopicLog log, InstantSource clock) {
        Gauge.builder("gateway.frontier.lag", log, head -> lagSeconds(head, clock))
                .baseUnit("seconds")
                .description("now minus the frontier; NaN before the first")
                .register(registry);
        Gauge.builder(
                        "gateway.frontier",
                        log,
                        head -> head.frontier().map(GatewayMetrics::unsigned).orElse(0.0))
                .description("the frontier last appended, an mz_timestamp")
                .register(registry);
        Gauge.builder("gateway.log", log, all -> all.figures().bytes())
                .baseUnit("bytes")
                .description("memory of the log outside the heap")
                .register(registry);
        Gauge.builder("gateway.log.keys", log, all -> all.figures().keys())
                .description("live rows, and tombstones still kept")
                .register(registry);
        Gauge.builder("gateway.log.entries", log, all -> all.figures().entries())
                .description("blocks of all kinds")
                .register(registry);
        Gauge.builder("gateway.caught.up", reader, at -> at.status().caughtUp() ? 1 : 0)
                .description("1 if all that the topic held at start was read")
                .register(registry);
        FunctionCounter.builder("gateway.topic.violations", reader, TopicReader::violations)
                .description("records that break the topic's contract")
                .register(registry);
    }

    private static double unsigned(MzTimestamp timestamp) {
        return Double.parseDouble(timestamp.toString());
    }

    private static double lagSeconds(TopicLog log, InstantSource clock) {
        var frontier = log.frontier();
        return frontier.isPresent() ? (clock.millis() - frontier.get().bits()) / 1000.0 : Double.NaN;
    }
}
