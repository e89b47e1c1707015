package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each subscriber is visited once, whoever leaves on the way. */
class SubscribersTest {
    private final PumpFixture fixture = new PumpFixture();
    private final Subscribers present = new Subscribers();

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
        assertThat(present.size()).isEqualTo(subscribers.size());
        assertThat(visitAndRemove(_ -> true)).containsExactlyInAnyOrderElementsOf(subscribers);
        assertThat(present.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void removesOnlyOnce(int size) {
        var first = add(size).getFirst();

        assertThat(present.remove(first)).isTrue();
        assertThat(present.remove(first)).isFalse();
        assertThat(present.size()).isEqualTo(size - 1);
    }

    private List<Subscriber> visitAndRemove(Predicate<Subscriber> leaves) {
        var visited = new ArrayList<Subscriber>();
        present.forEach(subscriber -> {
            visited.add(subscriber);
            if (leaves.test(subscriber)) {
                assertThat(present.remove(subscriber)).isTrue();
            }
        });
        return visited;
    }

    private List<Subscriber> add(int size) {
        var added = new ArrayList<Subscriber>();
        for (int i = 0; i < size; i++) {
            var subscriber = fixture.subscriber(new FakeConnection());
            added.add(subscriber);
            present.add(subscriber);
        }
        return added;
    }
}
