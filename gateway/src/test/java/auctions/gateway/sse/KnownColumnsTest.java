package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KnownColumnsTest {
    private static final ViewColumns UNKNOWN = new ViewColumns(List.of(), Optional.empty());
    private static final ViewColumns KNOWN = new ViewColumns(List.of("amount"), Optional.empty());
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private volatile ViewColumns columns = UNKNOWN;

    @Test
    void wakesAllThatWaitOnceTheColumnsAreKnown() {
        var known = new KnownColumns(Duration.ofMinutes(1), 2);
        var first = waitFor(known);
        var second = waitFor(known);
        await().until(() -> known.waiting() == 2);
        known.appended();
        assertThat(first).isNotDone();

        columns = KNOWN;
        known.appended();

        assertThat(first.join()).contains(KNOWN);
        assertThat(second.join()).contains(KNOWN);
        assertThat(known.waiting()).isZero();
    }

    @Test
    void keepsNobodyWaitingForKnownColumns() throws Exception {
        columns = KNOWN;

        assertThat(new KnownColumns(Duration.ZERO, 1).await(() -> columns)).contains(KNOWN);
    }

    @Test
    void endsTheWaitInTime() throws Exception {
        var known = new KnownColumns(Duration.ofMillis(1), 1);

        assertThat(known.await(() -> columns)).isEmpty();
        assertThat(known.waiting()).isZero();
    }

    @Test
    void letsOnlySoManyWait() throws Exception {
        var known = new KnownColumns(Duration.ofMinutes(1), 1);
        var first = waitFor(known);
        await().until(() -> known.waiting() == 1);

        assertThat(known.await(() -> columns)).isEmpty();

        columns = KNOWN;
        known.appended();
        assertThat(first.join()).contains(KNOWN);
    }

    private CompletableFuture<Optional<ViewColumns>> waitFor(KnownColumns known) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return known.await(() -> columns);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                THREADS);
    }
}
