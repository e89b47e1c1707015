package auctions.gateway;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Gives back the memory that only the start needed: the garbage of the heap, and what the C library keeps of the work of the JIT
 * compilers. Once, when the first rush of subscribers should be over.
 */
final class StartMemory implements ApplicationListener<ApplicationReadyEvent> {
    private static final Duration RUSH = Duration.ofSeconds(2);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        CompletableFuture.delayedExecutor(RUSH.toMillis(), TimeUnit.MILLISECONDS)
                .execute(StartMemory::giveBack);
    }

    /** Gives back what can be given back now. */
    static void giveBack() {
        System.gc();
        // Only glibc has the call, and only glibc keeps so much.
        Linker.nativeLinker().defaultLookup().find("malloc_trim").ifPresent(StartMemory::trim);
    }

    @SuppressWarnings("restricted") // the signature is glibc's
    private static void trim(MemorySegment mallocTrim) {
        try {
            int _ = (int) Linker.nativeLinker()
                    .downcallHandle(mallocTrim, FunctionDescriptor.of(JAVA_INT, JAVA_LONG))
                    .invokeExact(0L);
        } catch (Throwable e) {
            LoggerFactory.getLogger(StartMemory.class).info("could not give memory back", e);
        }
    }
}
