package auctions.ingestor;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: active, or standing by, with a frontier that moves. The details say why not. */
final class IngestorHealth implements HealthIndicator {

    private final IngestorStatus status;

    private final InstantSource clock;

    private final Duration freshnessLimit;

    IngestorHealth(IngestorStatus status, InstantSource clock, Duration freshnessLimit) {
        this.status = status;
        this.clock = clock;
        this.freshnessLimit = freshnessLimit;
    }

    @Override
    public Health health() {
        var health = ready() ? Health.up() : Health.outOfService();
        health.withDetail("state", status.state().label());
        status.frontier().ifPresent(frontier -> health.withDetail("frontier", frontier.toString()));
        status.frontierMovedAt().ifPresent(at -> health.withDetail("frontierMovedAt", at.toString()));
        status.lastCause().ifPresent(cause -> health.withDetail("lastCause", cause));
        return health.build();
    }

    private boolean ready() {
        boolean working =
                status.state() instanceof IngestorState.Streaming || status.state() instanceof IngestorState.Standby;
        return working
                && status.frontierMovedAt()
                        .map(at -> Duration.between(at, clock.instant()).compareTo(freshnessLimit) <= 0)
                        .orElse(false);
    }
}
