package auctions.ingestor;

import auctions.ingestor.topic.Published;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** A span {@code publish batch} for each committed transaction, from its frontier's arrival to the commit, each a trace of its own. */
final class BatchSpans implements BatchTrace {

    private final Tracer tracer;

    private final InstantSource clock;

    private final String topic;

    BatchSpans(Tracer tracer, InstantSource clock, String topic) {
        this.tracer = tracer;
        this.clock = clock;
        this.topic = topic;
    }

    @Override
    public void published(Published batch) {
        tracer.spanBuilder()
                .setNoParent()
                .name("publish batch")
                .tag("topic", topic)
                .tag("mz_timestamp", batch.frontier().toString())
                .tag("records", (long) batch.records())
                .startTimestamp(
                        ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(batch.took())),
                        TimeUnit.MICROSECONDS)
                .start()
                .end();
    }
}
