package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
    private final List<String> done = new ArrayList<>();
    private final OutOfMemory handler =
            new OutOfMemory((_, failure) -> done.add(failure.getMessage()), () -> done.add("halted"));

    @Test
    void haltsTheProcess() {
        handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("heap"));

        assertThat(done).containsExactly("halted");
    }

    @Test
    void haltsTheProcessForACauseAsWell() {
        handler.uncaughtException(
                Thread.currentThread(), new IllegalStateException("task", new OutOfMemoryError("direct memory")));

        assertThat(done).containsExactly("halted");
    }

    @Test
    void leavesOtherFailuresToOthers() {
        handler.uncaughtException(Thread.currentThread(), new IllegalStateException("broken"));

        assertThat(done).containsExactly("broken");
    }
}
