package auctions.gateway.pump;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of subscribers. */
final class PumpMetrics {
    PumpMetrics(MeterRegistry registry, Admission admission, Deliveries deliveries) {
        Gauge.builder("gateway.subscribers", admission, Admission::subscribers)
                .description("connected now")
                .register(registry);
        FunctionCounter.builder("gateway.deliveries", deliveries, Deliveries::turns)
                .description("turns in which a subscriber got something; one carries all that was pending")
                .register(registry);
        FunctionCounter.builder("gateway.delivered", deliveries, Deliveries::bytes)
                .baseUnit("bytes")
                .description("what subscribers got, heartbeats aside")
                .register(registry);
        for (var cause : Disconnect.values()) {
            FunctionCounter.builder("gateway.disconnects", admission, counted -> counted.disconnects(cause))
                    .tag("cause", cause.label())
                    .description("streams ended or refused, by cause")
                    .register(registry);
        }
    }
}
