package auctions.ingestor;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The last resort of every thread, for a JVM without {@code -XX:+ExitOnOutOfMemoryError}: a lack of memory ends the process at once,
 * since the standby can take over from a process that is gone, and not from one that has lost some of its threads. Any other failure
 * is logged.
 */
final class OutOfMemory implements UncaughtExceptionHandler {
    private final Runnable halt;

    OutOfMemory(Runnable halt) {
        this.halt = halt;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(OutOfMemoryError.class::isInstance)) {
            halt.run();
        } else {
            LoggerFactory.getLogger(OutOfMemory.class)
                    .atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(failure)
                    .log("thread has ended by an exception");
        }
    }
}
