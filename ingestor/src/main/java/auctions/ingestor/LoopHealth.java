package auctions.ingestor;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the loop turns. A database or broker out of reach does not stop it. */
final class LoopHealth implements HealthIndicator {

    private final IngestorStatus status;

    private final InstantSource clock;

    private final Duration stallLimit;

    LoopHealth(IngestorStatus status, InstantSource clock, Duration stallLimit) {
        this.status = status;
        this.clock = clock;
        this.stallLimit = stallLimit;
    }

    @Override
    public Health health() {
        boolean turns = !(status.state() instanceof IngestorState.Failed)
                && Duration.between(status.turnedAt(), clock.instant()).compareTo(stallLimit) <= 0;
        return (turns ? Health.up() : Health.down())
                .withDetail("turnedAt", status.turnedAt().toString())
                .build();
    }
}
