package auctions.ingestor;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: active, or standing by, with a frontier that moves. The details say why not. */
final class IngestorHealth implements HealthIndicator {

    private final IngestorStatus status;

    private final MonotonicClock clock;

    private final Duration freshnessLimit;

    IngestorHealth(IngestorStatus status, MonotonicClock clock, Duration freshnessLimit) {
        this.status = status;
        this.clock = clock;
        this.freshnessLimit = freshnessLimit;
    }

    @Override
    public Health health() {
        var health = ready() ? Health.up() : Health.outOfService();
        health.withDetail("state", status.state().label());
        status.frontier().ifPresent(frontier -> health.withDetail("frontier", frontier.toString()));
        status.frontierMovedAt().ifPresent(at -> health.withDetail("frontierAge", age(at).toString()));
        status.lastCause().ifPresent(cause -> health.withDetail("lastCause", cause));
        return health.build();
    }

    private boolean ready() {
        boolean working =
                status.state() instanceof IngestorState.Streaming || status.state() instanceof IngestorState.Standby;
        return working
                && status.frontierMovedAt()
                        .map(at -> age(at).compareTo(freshnessLimit) <= 0)
                        .orElse(false);
    }

    private Duration age(Duration moment) {
        return clock.elapsed().minus(moment);
    }
}
