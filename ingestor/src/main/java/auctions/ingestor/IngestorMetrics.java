package auctions.ingestor;

import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.subscribe.FailureClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The ingestor's meters. Rows received less records published is what a snapshot or a replay already had. */
final class IngestorMetrics {

    private static final List<IngestorState> STATES = List.of(
            new IngestorState.Starting(),
            new IngestorState.Standby(),
            new IngestorState.Recovering(),
            new IngestorState.Snapshotting(),
            new IngestorState.Streaming(),
            new IngestorState.BackingOff(Instant.EPOCH));

    private final MeterRegistry registry;

    private final Counter upserts;

    private final Counter deletes;

    private final Counter rejected;

    private final Counter records;

    private final Counter torn;

    private final Timer published;

    IngestorMetrics(MeterRegistry registry, IngestorStatus status, InstantSource clock) {
        this.registry = registry;
        this.upserts = rows("upsert");
        this.deletes = rows("delete");
        this.rejected = rows("rejected");
        this.records = Counter.builder("ingestor.records.published")
                .description("data records in committed transactions")
                .register(registry);
        this.published = Timer.builder("ingestor.batch.published")
                .description("transactions, and the time from a frontier's arrival to its commit")
                .publishPercentileHistogram()
                .register(registry);
        this.torn = Counter.builder("ingestor.torn.records")
                .description("records found at a start that no checkpoint covered")
                .register(registry);
        // All from the beginning, so that the first one shows as a rise.
        Stream.concat(
                        Stream.of(FailureClass.values()).map(FailureClass::label),
                        Stream.of(BrokerFailureClass.values()).map(BrokerFailureClass::label))
                .forEach(this::reconnects);
        Gauge.builder("ingestor.frontier.lag", status, s -> lagSeconds(s, clock))
                .description("wall clock minus the published frontier")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "ingestor.history.margin",
                        status,
                        s -> s.historyMargin().map(IngestorMetrics::seconds).orElse(Double.NaN))
                .description("published frontier minus the earliest time the server can read, when it last told")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("ingestor.active", status, s -> active(s.state()) ? 1 : 0)
                .description("1 while this instance is the active one")
                .register(registry);
        for (var state : STATES) {
            Gauge.builder("ingestor.state", status, s -> s.state().label().equals(state.label()) ? 1 : 0)
                    .description("1 for the state the loop is in")
                    .tag("state", state.label())
                    .register(registry);
        }
    }

    /** A row has arrived. */
    void received(Update update) {
        switch (update) {
            case Update.Upsert _ -> upserts.increment();
            case Update.Delete _ -> deletes.increment();
            case Update.Rejected _ -> rejected.increment();
        }
    }

    /** A frontier was published. */
    void published(int dataRecords, Duration took) {
        records.increment(dataRecords);
        published.record(took);
    }

    /** A failure has ended a subscription or a writer. */
    void failed(String failureClass) {
        reconnects(failureClass).increment();
    }

    /** Records that no checkpoint covered were found. */
    void tornRecords(long found) {
        torn.increment((double) found);
    }

    private Counter reconnects(String failureClass) {
        return Counter.builder("ingestor.reconnects")
                .description("subscriptions or writers that a failure has ended, by its class")
                .tag("class", failureClass)
                .register(registry);
    }

    private Counter rows(String kind) {
        return Counter.builder("ingestor.rows")
                .description("rows received from the subscription")
                .tag("kind", kind)
                .register(registry);
    }

    private static boolean active(IngestorState state) {
        return state instanceof IngestorState.Snapshotting || state instanceof IngestorState.Streaming;
    }

    private static double lagSeconds(IngestorStatus status, InstantSource clock) {
        return status.frontier()
                .map(frontier -> (clock.millis() - frontier.value()) / 1000.0)
                .orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
