package auctions.gateway;

import java.lang.Thread.UncaughtExceptionHandler;

/**
 * The last resort when memory has run out, for a JVM without {@code -XX:+ExitOnOutOfMemoryError}: the process ends at once. An orderly
 * end needs memory, and a process that lost some of its threads and lives on serves nobody.
 */
final class OutOfMemory implements UncaughtExceptionHandler {
    private final UncaughtExceptionHandler otherwise;
    private final Runnable halt;

    /** Hands on to another handler what is no lack of memory. */
    OutOfMemory(UncaughtExceptionHandler otherwise, Runnable halt) {
        this.otherwise = otherwise;
        this.halt = halt;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                halt.run();
                return;
            }
        }
        otherwise.uncaughtException(thread, failure);
    }
}
