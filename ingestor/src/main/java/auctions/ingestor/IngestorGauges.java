package auctions.ingestor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What can be read from the loop's status at any moment. */
final class IngestorGauges implements MeterBinder {

    private static final List<Class<? extends IngestorState>> STATES = List.of(
            IngestorState.Starting.class,
            IngestorState.Standby.class,
            IngestorState.Connecting.class,
            IngestorState.Recovering.class,
            IngestorState.Snapshotting.class,
            IngestorState.Streaming.class,
            IngestorState.BackingOff.class);

    private final IngestorStatus status;

    private final InstantSource clock;

    IngestorGauges(IngestorStatus status, InstantSource clock) {
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("ingestor.frontier.lag", this, IngestorGauges::lagSeconds)
                .description("wall clock minus the published frontier")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("ingestor.history.margin", this, IngestorGauges::marginSeconds)
                .description("published frontier minus the earliest time the server can read, when it last told")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("ingestor.active", status, s -> s.state() instanceof IngestorState.Publishing ? 1 : 0)
                .description("1 while this instance is the active one")
                .register(registry);
        for (var state : STATES) {
            Gauge.builder("ingestor.state", status, s -> state.isInstance(s.state()) ? 1 : 0)
                    .description("1 for the state the loop is in")
                    .tag("state", IngestorState.label(state))
                    .register(registry);
        }
    }

    private double lagSeconds() {
        return status.frontier()
                .map(frontier -> (clock.millis() - frontier.value()) / 1000.0)
                .orElse(Double.NaN);
    }

    private double marginSeconds() {
        return status.historyMargin()
                .map(Duration::toMillis)
                .map(millis -> millis / 1000.0)
                .orElse(Double.NaN);
    }
}
