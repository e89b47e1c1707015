package auctions.gateway;

import auctions.gateway.fanout.Outcome;
import auctions.gateway.fanout.Start;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.pump.OpeningTrace;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A span {@code open stream} for each opening, from the pump's admission to the position in the log, each a trace of its own. It says
 * which view, what was asked for, and what became of it; no value of a row, a filter or a login.
 */
final class OpeningSpans implements OpeningTrace {
    private final Tracer tracer;
    private final InstantSource clock;

    OpeningSpans(Tracer tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    @Override
    public void opened(View view, StreamRequest request, Outcome outcome, long admittedAtNanos) {
        var took = Duration.ofNanos(System.nanoTime() - admittedAtNanos);
        tracer.spanBuilder()
                .setNoParent()
                .name("open stream")
                .tag("view", view.name())
                .tag("start", label(request.start()))
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .tag("filtered", !request.filter().passesEverything())
                .startTimestamp(
                        ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(took)), TimeUnit.MICROSECONDS)
                .start()
                .end();
    }

    private static String label(Start start) {
        return switch (start) {
            case Start.Snapshot _ -> "snapshot";
            case Start.Head _ -> "head";
            case Start.After _ -> "id";
        };
    }
}
