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

    // Written by the thread that stops the context.
    private volatile boolean stopping;

    // Guarded by this; absent once the loop lets go, so that no interrupt reaches its last requests.
    private @Nullable Thread interruptible;

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
            loop();
            end.complete(ingestor.state());
        } catch (OutOfMemoryError e) {
            // No memory, no orderly end: the thread's last resort ends the process.
            throw e;
        } catch (RuntimeException | Error e) {
            log.atError().setCause(e).log("the loop ended by a bug");
            end.complete(new IngestorState.Failed("the loop ended by a bug: " + e));
        }
    }

    /** Steps until stopped or failed, then lets go of everything. */
    private void loop() {
        interruptible(Thread.currentThread());
        try {
            while (!stopping && !ingestor.state().ended()) {
                ingestor.step();
            }
        } catch (InterruptedException e) {
            log.atDebug().log("the loop was interrupted");
        } finally {
            interruptible(null);
            ingestor.close();
        }
    }

    private synchronized void interruptible(@Nullable Thread loop) {
        interruptible = loop;
        var _ = Thread.interrupted();
    }

    @Override
    public void stop() {
        var running = thread;
        if (running == null) {
            return;
        }
        stopping = true;
        ingestor.stop();
        interrupt();
        try {
            if (!running.join(STOP_TIMEOUT)) {
                log.atWarn().log("the loop did not end in time; the next writer aborts what it leaves open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interrupt() {
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        var running = thread;
        return running != null && running.isAlive();
    }
}
