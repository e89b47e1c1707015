package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesItsBoundUpToHalfAMinute() {
        assertThat(Stream.iterate(Backoff.initial(), Backoff::next)
                        .limit(8)
                        .map(backoff -> backoff.bound().toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void drawsFromTheWholeRangeBelowTheBound() {
        var random = new SplittableRandom(7);
        var delays = Stream.generate(() -> Backoff.initial().delay(random).toMillis())
                .limit(1000)
                .toList();

        assertThat(delays)
                .allMatch(delay -> delay >= 0 && delay <= 500)
                .anyMatch(delay -> delay < 50)
                .anyMatch(delay -> delay > 450);
    }
}
