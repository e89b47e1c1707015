package auctions.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.pump.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamLifeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final StreamLife life = new StreamLife(() -> NOW, new SplittableRandom(1));

    @Test
    void endsUpToHalfAMinuteBeforeTheToken() {
        var lives = drawn(Duration.ofHours(1));

        assertThat(lives)
                .allMatch(drawn -> drawn.compareTo(Duration.ofMinutes(59).plusSeconds(30)) >= 0)
                .allMatch(drawn -> drawn.compareTo(Duration.ofMinutes(59).plusSeconds(58)) <= 0)
                .anyMatch(drawn -> drawn.compareTo(Duration.ofMinutes(59).plusSeconds(32)) < 0)
                .anyMatch(drawn -> drawn.compareTo(Duration.ofMinutes(59).plusSeconds(56)) > 0);
    }

    @Test
    void leavesHalfOfAShortTokensTime() {
        assertThat(drawn(Duration.ofSeconds(10)))
                .allMatch(drawn -> drawn.compareTo(Duration.ofSeconds(5)) >= 0)
                .allMatch(drawn -> drawn.compareTo(Duration.ofSeconds(8)) <= 0);
        assertThat(drawn(Duration.ofSeconds(2))).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void isNothingWithATokenThatIsOver() {
        assertThat(life.until(NOW.minusSeconds(30))).isZero();
        assertThat(life.until(NOW)).isZero();
    }

    @Test
    void isForEverWithATokenWithoutAnEnd() {
        assertThat(life.until(null)).isEqualTo(Client.FOREVER);
    }

    private List<Duration> drawn(Duration left) {
        return Stream.generate(() -> life.until(NOW.plus(left))).limit(1_000).toList();
    }
}
