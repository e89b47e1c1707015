package auctions.ingestor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the loop on its thread for as long as the application context lives. */
final class IngestorRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IngestorRunner.class);

    /** The loop's own limits are below; more would not be a clean stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(4);

    private final Ingestor ingestor;

    private final CompletableFuture<IngestorState> end = new CompletableFuture<>();

    // Used by the thread that starts and stops the context.
    private @Nullable Thread thread;

    IngestorRunner(Ingestor ingestor) {
        this.ingestor = ingestor;
    }

    /** Completes with the final state when the loop has ended. */
    CompletableFuture<IngestorState> end() {
        return end;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("ingestor").start(this::run);
    }

    private void run() {
        try {
            end.complete(ingestor.run());
        } catch (RuntimeException | Error e) {
            log.atError().setCause(e).log("the loop ended by a bug");
            end.complete(new IngestorState.Failed("the loop ended by a bug: " + e));
        }
    }

    @Override
    public void stop() {
        var running = thread;
        if (running == null) {
            return;
        }
        ingestor.stop();
        try {
            if (!running.join(STOP_TIMEOUT)) {
                log.atWarn().log("the loop did not end in time; the next writer aborts what it leaves open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        var running = thread;
        return running != null && running.isAlive();
    }
}
