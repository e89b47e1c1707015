package auctions.gateway.sse;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of requests that are no streams yet. */
final class SseMetrics {
    SseMetrics(MeterRegistry registry, KnownColumns columns, UnfinishedRequests requests) {
        Gauge.builder("gateway.requests.waiting", columns, KnownColumns::waiting)
                .description("requests that name columns and wait for the view's columns to be known")
                .register(registry);
        Gauge.builder("gateway.requests.unfinished", requests, UnfinishedRequests::count)
                .description("connections whose request is not whole")
                .register(registry);
        FunctionCounter.builder("gateway.requests.refused", requests, UnfinishedRequests::refused)
                .description("connections closed because there were too many whose request was not whole")
                .register(registry);
    }
}
