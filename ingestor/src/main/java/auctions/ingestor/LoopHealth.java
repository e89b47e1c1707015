package auctions.ingestor;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the loop turns. A database or broker out of reach does not stop it. */
final class LoopHealth implements HealthIndicator {

    private final IngestorStatus status;

    private final MonotonicClock clock;

    private final Duration stallLimit;

    LoopHealth(IngestorStatus status, MonotonicClock clock, Duration stallLimit) {
        this.status = status;
        this.clock = clock;
        this.stallLimit = stallLimit;
    }

    @Override
    public Health health() {
        var age = clock.elapsed().minus(status.turnedAt());
        boolean turns = !(status.state() instanceof IngestorState.Failed) && age.compareTo(stallLimit) <= 0;
        return (turns ? Health.up() : Health.down())
                .withDetail("lastStepAge", age.toString())
                .build();
    }
}
