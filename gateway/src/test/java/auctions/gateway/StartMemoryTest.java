package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.ref.WeakReference;
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
}
