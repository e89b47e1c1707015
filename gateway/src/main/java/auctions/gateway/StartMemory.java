package auctions.gateway;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
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
    // How much of the heap may be free after a collection, in per cent: options that can be set while the JVM runs.
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        CompletableFuture.delayedExecutor(RUSH.toMillis(), TimeUnit.MILLISECONDS)
                .execute(StartMemory::giveBack);
    }

    /** Gives back what can be given back now. */
    static void giveBack() {
        collect(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
        // Only glibc has the call, and only glibc keeps so much.
        Linker.nativeLinker().defaultLookup().find("malloc_trim").ifPresent(StartMemory::trim);
    }

    // By its own rules the JVM would leave the heap more than twice as large as what is live. The heap grows again when
    // it must.
    private static void collect(HotSpotDiagnosticMXBean jvm) {
        var least = jvm.getVMOption(LEAST_FREE).getValue();
        var most = jvm.getVMOption(MOST_FREE).getValue();
        jvm.setVMOption(LEAST_FREE, "0");
        jvm.setVMOption(MOST_FREE, "10");
        System.gc();
        jvm.setVMOption(MOST_FREE, most);
        jvm.setVMOption(LEAST_FREE, least);
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
