package auctions.gateway.pump;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of subscribers, by view. */
final class PumpMetrics {
    private static final String VIEW = "view";

    PumpMetrics(MeterRegistry registry, Views views, Admission admission, Deliveries deliveries, BufferMemory buffers) {
        Gauge.builder("gateway.addresses", admission, Admission::addresses)
                .description("client addresses that have a subscriber now; of IPv6 networks of 64 bits")
                .register(registry);
        Gauge.builder("gateway.buffers", buffers, BufferMemory::taken)
                .baseUnit("bytes")
                .description("what the buffers of streams over TLS and HTTP/2 hold")
                .register(registry);
        for (var view : views.all()) {
            register(registry, view, admission, deliveries);
        }
    }

    private static void register(MeterRegistry registry, View view, Admission admission, Deliveries deliveries) {
        Gauge.builder("gateway.subscribers", admission, counted -> counted.subscribers(view))
                .tag(VIEW, view.name())
                .description("connected now")
                .register(registry);
        FunctionCounter.builder("gateway.deliveries", deliveries, counted -> counted.turns(view))
                .tag(VIEW, view.name())
                .description("turns in which a subscriber got something; one carries all that was pending")
                .register(registry);
        FunctionCounter.builder("gateway.delivered", deliveries, counted -> counted.bytes(view))
                .tag(VIEW, view.name())
                .baseUnit("bytes")
                .description("what subscribers got, heartbeats aside")
                .register(registry);
        for (var cause : Disconnect.values()) {
            FunctionCounter.builder("gateway.disconnects", admission, counted -> counted.disconnects(view, cause))
                    .tag(VIEW, view.name())
                    .tag("cause", cause.label())
                    .description("streams ended or refused, by cause")
                    .register(registry);
        }
    }
}
