package auctions.ingestor;

import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.topic.Published;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.stream.Stream;

/** What the loop counts. Rows received less records published is what a snapshot or a replay already had. */
final class IngestorCounters {

    private final MeterRegistry registry;

    private final Counter upserts;

    private final Counter deletes;

    private final Counter rejected;

    private final Counter records;

    private final Counter torn;

    private final Timer published;

    IngestorCounters(MeterRegistry registry) {
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
    }

    /** A row has arrived. */
    void received(Update update) {
        switch (update) {
            case Update.Upsert _ -> upserts.increment();
            case Update.Delete _ -> deletes.increment();
            case Update.Rejected _ -> rejected.increment();
        }
    }

    /** A transaction was committed. */
    void published(Published batch) {
        records.increment(batch.records());
        published.record(batch.took());
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
}
