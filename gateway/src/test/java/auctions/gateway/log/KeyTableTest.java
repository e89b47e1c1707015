package auctions.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private final HashMap<Long, String> keyBySequence = new HashMap<>();
    private final KeyTable table =
            new KeyTable((sequence, key) -> new String(key, UTF_8).equals(keyBySequence.get(sequence)));

    @Test
    void givesTheSequenceBefore() {
        assertThat(put("a", 1)).isEqualTo(SegmentIndex.NONE);
        assertThat(put("b", 2)).isEqualTo(SegmentIndex.NONE);
        assertThat(put("a", 3)).isEqualTo(1);
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void forgetsOnlyTheNewestSequence() {
        put("a", 1);
        put("a", 2);
        table.remove(bytes("a"), 1);
        assertThat(put("a", 3)).isEqualTo(2);

        table.remove(bytes("a"), 3);
        assertThat(put("a", 4)).isEqualTo(SegmentIndex.NONE);
    }

    @Test
    void agreesWithMapThroughGrowthAndRemoval() {
        var random = new SplittableRandom(7);
        var model = new HashMap<String, Long>();
        for (var sequence = 1L; sequence < 60_000; sequence++) {
            var key = "k" + random.nextInt(6_000);
            if (random.nextInt(3) == 0 && model.containsKey(key)) {
                table.remove(bytes(key), model.remove(key));
            } else {
                var before = model.put(key, sequence);
                assertThat(put(key, sequence)).isEqualTo(before == null ? SegmentIndex.NONE : before);
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
    }

    @Test
    void comparesChosenKeysAsRarelyAsOthers() {
        var keys = CollidingKeys.of(17);
        var comparisons = new AtomicLong();
        var counting = new KeyTable((_, _) -> {
            comparisons.incrementAndGet();
            return false;
        });

        for (var i = 0; i < keys.size(); i++) {
            counting.put(keys.get(i), i);
        }

        assertThat(new HashSet<>(
                        keys.stream().map(key -> new String(key, UTF_8)).toList()))
                .hasSize(131_072);
        assertThat(counting.size()).isEqualTo(131_072);
        // Two by chance are to be expected, where each key would be compared with all before it.
        assertThat(comparisons).hasValueLessThan(100);
    }

    private long put(String key, long sequence) {
        keyBySequence.put(sequence, key);
        return table.put(bytes(key), sequence);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(UTF_8);
    }
}
