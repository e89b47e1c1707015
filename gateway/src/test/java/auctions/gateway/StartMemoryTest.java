package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the start has left goes, and the C library is asked in a way that works. */
class StartMemoryTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(StartMemory.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @Test
    void givesBackWhatNobodyNeeds() {
        logged.start();
        logger.addAppender(logged);
        var garbage = new WeakReference<>(new byte[1 << 20]);

        StartMemory.giveBack();

        logger.detachAppender(logged);
        assertThat(garbage.get()).isNull();
        assertThat(logged.list).isEmpty();
    }

    /** What the JVM is told for one collection does not hold for the next. */
    @Test
    void leavesTheJvmItsOwnRules() {
        var before = rules();

        StartMemory.giveBack();

        assertThat(rules()).isEqualTo(before);
    }

    private static List<String> rules() {
        var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Stream.of("MinHeapFreeRatio", "MaxHeapFreeRatio")
                .map(rule -> jvm.getVMOption(rule).getValue())
                .toList();
    }
}
