package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.fanout.StreamRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each subscriber is visited once, whoever leaves on the way. */
class RosterTest {
    private static final StreamRequest REQUEST = RequestParameters.parse(Map.of(), null, List.of());

    private final Roster roster = new Roster();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 17, 100})
    void visitsEachOnce(int size) {
        var subscribers = add(size);

        assertThat(visitAndRemove(_ -> false)).containsExactlyInAnyOrderElementsOf(subscribers);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 17, 100})
    void visitsEachOnceWhileTheyLeave(int size) {
        var subscribers = add(size);
        var leaving = new HashSet<Subscriber>();
        IntStream.range(0, size).filter(i -> i % 3 != 1).forEach(i -> leaving.add(subscribers.get(i)));

        assertThat(visitAndRemove(leaving::contains)).containsExactlyInAnyOrderElementsOf(subscribers);

        subscribers.removeAll(leaving);
        assertThat(roster.size()).isEqualTo(subscribers.size());
        assertThat(visitAndRemove(_ -> true)).containsExactlyInAnyOrderElementsOf(subscribers);
        assertThat(roster.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void removesOnlyOnce(int size) {
        var first = add(size).getFirst();

        assertThat(roster.remove(first)).isTrue();
        assertThat(roster.remove(first)).isFalse();
        assertThat(roster.size()).isEqualTo(size - 1);
    }

    private List<Subscriber> visitAndRemove(Predicate<Subscriber> leaves) {
        var visited = new ArrayList<Subscriber>();
        roster.forEach(subscriber -> {
            visited.add(subscriber);
            if (leaves.test(subscriber)) {
                assertThat(roster.remove(subscriber)).isTrue();
            }
        });
        return visited;
    }

    private List<Subscriber> add(int size) {
        var added = new ArrayList<Subscriber>();
        for (int i = 0; i < size; i++) {
            var subscriber = new Subscriber(new UpgradedConnection(), REQUEST);
            added.add(subscriber);
            roster.add(subscriber);
        }
        return added;
    }
}
