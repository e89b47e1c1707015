package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.fanout.Start;
import auctions.gateway.filter.Filter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order subscribers get their turns. */
class PumpTest {
    /** More than a turn parses, and than a cursor at the head may be behind. */
    private static final int ROWS = 50_000;

    /** The log's first segment is not larger. */
    private static final int SEGMENT_BYTES = 64 << 10;

    private static final Duration DAY = Duration.ofDays(1);

    // One newcomer and one turn of the backlog in each round.
    private final PumpFixture fixture = new PumpFixture("backlog", "1ns");

    @Test
    void servesRowsAtTheHeadBetweenTheTurnsOfALongSnapshot() {
        fixture.append(ROWS, "{\"x\":1}");
        var live = admit(new Start.Head(), Filter.everything());
        var newcomers = IntStream.range(0, 3)
                .mapToObj(i -> admit(new Start.Snapshot(), filter("none " + i)))
                .toList();
        fixture.pump.round();

        int rounds = 0;
        while (newcomers.stream().anyMatch(newcomer -> newcomer.taken().isEmpty())) {
            var row = "{\"row\":" + rounds++ + "}";
            fixture.append(row);
            fixture.pump.appended(fixture.view);
            fixture.pump.round();
            assertThat(live.taken()).endsWith("data: " + row + "\n\n");
        }

        assertThat(rounds).isGreaterThan(10);
    }

    @Test
    void newcomersShareTheBacklog() {
        fixture.append(ROWS, "{\"x\":1}");
        var large = admit(new Start.Snapshot(), Filter.everything());
        var small = admit(new Start.Snapshot(), filter("none"));

        while (small.taken().isEmpty()) {
            fixture.pump.round();
        }

        assertThat(large.taken()).isNotEmpty();
    }

    @Test
    void aReaderThatWasFullForAMomentNeedNotQueueBehindSnapshots() {
        fixture.append(ROWS, "{\"x\":1}");
        var connection = new FakeConnection();
        var live = fixture.subscriber(connection, new Start.Head(), Filter.everything());
        live.start();
        fixture.pump.round();
        connection.takes(0);
        fixture.append("late");
        fixture.pump.appended(fixture.view);
        fixture.pump.round();
        for (int i = 0; i < 3; i++) {
            admit(new Start.Snapshot(), filter("none " + i));
            fixture.pump.round();
        }

        connection.takes(Integer.MAX_VALUE);
        live.connectionWritable();
        fixture.pump.round();

        assertThat(connection.taken()).endsWith("data: late\n\n");
    }

    @Test
    void endsAStreamInsideABlockThatTheLogHasDropped() {
        fixture.put(1, "key", "old");
        var connection = new FakeConnection();
        connection.takes(5);
        var subscriber = admit(connection, new Start.Snapshot(), Filter.everything());
        fixture.pump.round();

        fixture.put(2, "key", "new");
        fixture.put(DAY.toMillis(), "large", "x".repeat(SEGMENT_BYTES));
        fixture.log.compact();
        connection.takes(Integer.MAX_VALUE);
        subscriber.connectionWritable();
        fixture.pump.round();

        assertThat(connection.taken()).hasSize(5);
        assertThat(connection.closed()).isTrue();
        assertThat(fixture.admission.disconnects(fixture.view, Disconnect.BLOCK_DROPPED))
                .isOne();
        assertThat(fixture.admission.subscribers()).isZero();
    }

    @Test
    void theBacklogPausesWhileTheSendQueuesAreFull() throws IOException {
        try (var loopback = new Loopback()) {
            var pausing = new PumpFixture("send-queues", "1B");
            pausing.append(100, "\"" + "x".repeat(10_000) + "\"");
            // The first snapshot takes long, as its classes are new to the JVM; the two that are compared do not.
            serve(pausing, new FakeConnection());
            var second = new FakeConnection();
            pausing.subscriber(new ChannelConnection(loopback.connect().ours())).start();

            long beganNanos = System.nanoTime();
            serve(pausing, second);

            assertThat(System.nanoTime() - beganNanos)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
        }
    }

    private static void serve(PumpFixture fixture, FakeConnection newcomer) {
        fixture.subscriber(newcomer).start();
        while (newcomer.taken().isEmpty()) {
            fixture.pump.round();
        }
    }

    private FakeConnection admit(Start start, Filter filter) {
        var connection = new FakeConnection();
        admit(connection, start, filter);
        return connection;
    }

    private Subscriber admit(FakeConnection connection, Start start, Filter filter) {
        var subscriber = fixture.subscriber(connection, start, filter);
        assertThat(fixture.admission.enter(fixture.view, subscriber.client(), 0))
                .isEmpty();
        subscriber.start();
        return subscriber;
    }

    private static Filter filter(String value) {
        return Filter.of(Map.of("x", List.of(value)));
    }
}
