package auctions.gateway;

import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.TopicReader;
import java.time.Clock;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Ready once all that the topic held at start was read. A broker that goes away later changes nothing: what was read is served on,
 * and to refuse browsers would only make it worse; the cause and the lag are told.
 */
final class GatewayHealth extends AbstractHealthIndicator {
    private final TopicReader reader;
    private final TopicLog log;
    private final Clock clock;

    GatewayHealth(TopicReader reader, TopicLog log, Clock clock) {
        super("could not tell the state of the gateway");
        this.reader = reader;
        this.log = log;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var status = reader.status();
        builder.withDetail("reader", status.alive() ? "alive" : "stopped");
        builder.withDetail("caughtUp", status.caughtUp());
        status.lastCause().ifPresent(cause -> builder.withDetail("lastCause", cause));
        log.frontier().ifPresent(frontier -> {
            builder.withDetail("frontier", frontier.toString());
            builder.withDetail("lagMillis", clock.millis() - frontier.bits());
        });
        if (status.alive() && status.caughtUp()) {
            builder.up();
        } else {
            builder.outOfService();
        }
    }
}
