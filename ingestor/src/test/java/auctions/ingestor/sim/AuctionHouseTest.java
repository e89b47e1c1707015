package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.sim.data.Change;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuctionHouseTest {
    private static final long START = 1_700_000_000_000L;

    private final AtomicLong clock = new AtomicLong(START);
    private final SimulatedMaterialize materialize = SimulatedMaterialize.builder()
            .clock(clock::get)
            .progressInterval(Duration.ZERO)
            .auctionHouse(Duration.ofSeconds(1))
            .start();

    @AfterEach
    void stop() {
        materialize.close();
    }

    @Test
    void makesARowPerTickAndAWinnerAMillisecondAfterTheEnd() {
        passTo(11_001);

        assertThat(materialize.relation("auctions").history())
                .extracting(Change::toString)
                .containsExactly(
                        "Change[time=1700000001000, diff=1, row=1|1824|Best Pizza in Town|2023-11-14 22:13:31+00]",
                        "Change[time=1700000011000, diff=1, row=2|1592|Custom Art|2023-11-14 22:13:41+00]");
        assertThat(materialize.relation("bids").history()).hasSize(9);
        assertThat(winners()).isEmpty();

        passTo(11_002);

        assertThat(winners())
                .containsExactly(
                        "11001 +1 1|12|3338|1824|Best Pizza in Town|97|2023-11-14 22:13:23+00|2023-11-14 22:13:31+00");
    }

    @Test
    void makesUpForMissedTicksInABurst() {
        passTo(3_600_500);

        assertThat(materialize.house().auctionCount()).isEqualTo(557);
    }

    @Test
    void correctsAWinnerAtOneTimestamp() {
        passTo(12_000);

        materialize.house().correct(1);
        passTo(13_000);

        assertThat(winners())
                .containsExactly(
                        "11001 +1 1|12|3338|1824|Best Pizza in Town|97|2023-11-14 22:13:23+00|2023-11-14 22:13:31+00",
                        "12000 -1 1|12|3338|1824|Best Pizza in Town|97|2023-11-14 22:13:23+00|2023-11-14 22:13:31+00",
                        "12000 +1 1|19|1825|1824|Best Pizza in Town|98|2023-11-14 22:13:30.999+00|2023-11-14 22:13:31+00");
    }

    @Test
    void deletesTheWinnerOfARetractedAuction() {
        passTo(12_000);

        materialize.house().retract(1);
        passTo(13_000);

        assertThat(winners()).last().asString().startsWith("12000 -1 1|12|");
        assertThat(materialize
                        .relation("on_time_bids")
                        .contentsAt(START + 12_000)
                        .keySet())
                .noneMatch(row -> "1".equals(row.cell(1)));
    }

    @Test
    void leavesOutBidsThatAreLateAfterARestartInMidAuction() {
        passTo(2_500);
        materialize.house().pause();
        passTo(20_000);

        materialize.house().resume();
        passTo(30_000);

        assertThat(winners()).first().asString().startsWith("11001 +1 1|10|3844|");
        assertThat(materialize.relation("bids").contentsAt(START + 29_000)).hasSizeGreaterThan(8);
        assertThat(materialize
                        .relation("on_time_bids")
                        .contentsAt(START + 29_000)
                        .keySet())
                .filteredOn(row -> "1".equals(row.cell(1)))
                .hasSize(1);
    }

    private void passTo(long millis) {
        clock.set(START + millis);
        materialize.advanceTo(START + millis);
    }

    private List<String> winners() {
        return materialize.house().winningBids().history().stream()
                .map(change ->
                        (change.time() - START) + (change.diff() > 0 ? " +" : " ") + change.diff() + " " + change.row())
                .toList();
    }
}
