package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DiffTableTest {

    private final Hash128 hash = new Hash128(new SplittableRandom(1));

    private final DiffTable table = new DiffTable();

    @Test
    void agreesWithAMapOverRandomPutsAndRemoves() {
        var random = new SplittableRandom(42);
        var expected = new HashMap<Integer, Long>();
        for (int i = 0; i < 200_000; i++) {
            int key = random.nextInt(20_000);
            hash.hash(Integer.toString(key).getBytes(UTF_8));
            if (random.nextInt(3) == 0) {
                table.remove(hash.high(), hash.low());
                expected.remove(key);
            } else {
                long value = random.nextLong();
                table.put(hash.high(), hash.low(), value);
                expected.put(key, value);
            }
        }

        assertThat(table.size()).isEqualTo(expected.size());
        for (int key = 0; key < 20_000; key++) {
            hash.hash(Integer.toString(key).getBytes(UTF_8));
            var value = expected.get(key);
            assertThat(table.holds(hash.high(), hash.low(), value == null ? 0 : value))
                    .isEqualTo(value != null);
        }
        assertThat(table.unseen()).isZero();
    }

    @Test
    void claimsEachUnseenKeyOnce() {
        table.put(1, 0, 10);
        table.put(2, 5, 20);
        table.keep(2, 5);

        assertThat(table.unseen()).isEqualTo(1);
        assertThat(table.claimUnseen(2, 5)).isFalse();
        assertThat(table.claimUnseen(1, 0)).isTrue();
        assertThat(table.claimUnseen(1, 0)).isFalse();
        assertThat(table.claimUnseen(3, 3)).isFalse();
    }

    @Test
    void tellsAChangedValueFromAnEqualOne() {
        table.put(1, 1, 10);

        assertThat(table.holds(1, 1, 12)).isFalse();
        assertThat(table.holds(1, 1, 10)).isTrue();
        assertThat(table.holds(9, 9, 10)).isFalse();
    }
}
