package auctions.gateway.sse;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of requests that are no streams yet. */
final class SseMetrics {
    SseMetrics(MeterRegistry registry, KnownColumns columns) {
        Gauge.builder("gateway.requests.waiting", columns, KnownColumns::waiting)
                .description("requests with a filter that wait for the view's columns to be known")
                .register(registry);
    }
}
