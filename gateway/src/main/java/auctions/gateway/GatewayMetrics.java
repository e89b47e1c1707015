package auctions.gateway;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.ReaderStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** The meters of each view's topic and log. */
final class GatewayMetrics {
    private final MeterRegistry registry;
    private final InstantSource clock;

    GatewayMetrics(MeterRegistry registry, Views views, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        views.all().forEach(this::register);
    }

    private void register(View view) {
        gauge("gateway.frontier.lag", view, of -> lagSeconds(of.log()))
                .baseUnit("seconds")
                .description("now minus the frontier; NaN before the first")
                .register(registry);
        gauge(
                        "gateway.frontier",
                        view,
                        of -> of.log().frontier().map(GatewayMetrics::unsigned).orElse(0.0))
                .description("the frontier last appended, an mz_timestamp")
                .register(registry);
        gauge("gateway.log", view, of -> of.log().figures().bytes())
                .baseUnit("bytes")
                .description("memory of the log outside the heap")
                .register(registry);
        gauge("gateway.log.keys", view, of -> of.log().figures().keys())
                .description("live rows, and tombstones still kept")
                .register(registry);
        gauge("gateway.log.entries", view, of -> of.log().figures().entries())
                .description("blocks of all kinds")
                .register(registry);
        gauge("gateway.caught.up", view, of -> caughtUp(of.status()))
                .description("1 if all that the topic held at start was read; NaN while the topic does not exist")
                .register(registry);
        FunctionCounter.builder("gateway.topic.violations", view, View::violations)
                .tag("view", view.name())
                .description("records that break the topic's contract")
                .register(registry);
    }

    private static Gauge.Builder<View> gauge(String name, View view, ToDoubleFunction<View> value) {
        return Gauge.builder(name, view, value).tag("view", view.name());
    }

    private static double caughtUp(ReaderStatus status) {
        return status.absent() ? Double.NaN : status.caughtUp() ? 1 : 0;
    }

    private static double unsigned(MzTimestamp timestamp) {
        return Double.parseDouble(timestamp.toString());
    }

    private double lagSeconds(TopicLog log) {
        var frontier = log.frontier();
        return frontier.isPresent() ? (clock.millis() - frontier.get().bits()) / 1000.0 : Double.NaN;
    }
}
