package auctions.gateway;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import auctions.gateway.topic.ReaderStatus;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Ready once all that the existing topics held at start was read, and as long as one of them can be served. A broker that goes away
 * later changes nothing, nor does a topic that comes later or is made anew: what was read is served on, to refuse the browsers of
 * other views would only make it worse, and all gateways would refuse at once. The cause and the lag of each view are told.
 */
final class GatewayHealth extends AbstractHealthIndicator {
    private final Views views;
    private final InstantSource clock;

    // Whether it was ready once. Any thread sets it.
    private volatile boolean begun;

    GatewayHealth(Views views, InstantSource clock) {
        super("could not tell the state of the gateway");
        this.views = views;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        for (var view : views.all()) {
            builder.withDetail(view.name(), describe(view));
        }
        if (ready()) {
            builder.up();
        } else {
            builder.outOfService();
        }
    }

    private boolean ready() {
        var existing = views.all().stream()
                .map(View::status)
                .filter(status -> !status.absent())
                .toList();
        boolean any = existing.stream().anyMatch(ReaderStatus::ready);
        begun |= any && existing.stream().allMatch(ReaderStatus::ready);
        return begun && any;
    }

    private Map<String, Object> describe(View view) {
        var status = view.status();
        var details = new LinkedHashMap<String, Object>();
        details.put("reader", status.alive() ? "alive" : "stopped");
        details.put("exists", !status.absent());
        details.put("caughtUp", status.caughtUp());
        status.lastCause().ifPresent(cause -> details.put("lastCause", cause));
        view.log().frontier().ifPresent(frontier -> {
            details.put("frontier", frontier.toString());
            details.put("lagMillis", clock.millis() - frontier.bits());
        });
        return details;
    }
}
