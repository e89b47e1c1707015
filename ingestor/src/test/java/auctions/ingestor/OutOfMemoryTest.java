package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
    private final AtomicInteger halts = new AtomicInteger();
    private final OutOfMemory handler = new OutOfMemory(halts::incrementAndGet);

    @Test
    void haltsTheProcessWhateverTheLackOfMemoryCaused() {
        handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("heap"));
        handler.uncaughtException(
                Thread.currentThread(), new IllegalStateException("task", new OutOfMemoryError("direct memory")));

        assertThat(halts).hasValue(2);
    }

    @Test
    void leavesTheProcessAliveOtherwise() {
        handler.uncaughtException(Thread.currentThread(), new IllegalStateException("broken"));

        assertThat(halts).hasValue(0);
    }
}
