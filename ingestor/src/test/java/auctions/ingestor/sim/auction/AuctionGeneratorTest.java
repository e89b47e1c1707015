package auctions.ingestor.sim.auction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuctionGeneratorTest {
    @Test
    void drawsTheBidsThatEveryDeploymentDraws() {
        var lots = first(6);

        assertThat(lots)
                .extracting(AuctionGeneratorTest::told)
                .containsExactly(
                        "1: 1824 Best Pizza in Town; 10: 3844, 59; 11: 1861, 40; 12: 3338, 97; 13: 2628, 6; 14: 3757, 23;"
                                + " 15: 947, 30; 16: 3212, 72; 17: 2373, 19; 18: 1036, 86",
                        "2: 1592 Custom Art; 20: 3334, 44; 21: 3459, 2",
                        "3: 1411 City Bar Crawl; 30: 2801, 41; 31: 88, 67; 32: 3204, 35; 33: 563, 45",
                        "4: 2822 Best Pizza in Town; 40: 414, 10; 41: 3788, 19; 42: 590, 75; 43: 3024, 15; 44: 719, 96;"
                                + " 45: 2061, 61; 46: 2530, 49",
                        "5: 153 Signed Memorabilia; 50: 2637, 6; 51: 3476, 82; 52: 1635, 43; 53: 3491, 78; 54: 3857, 95",
                        "6: 2500 Best Pizza in Town; 60: 2058, 25; 61: 4000, 25; 62: 3016, 77");
    }

    @Test
    void drawsTheFirstTwentyWinners() {
        var lots = first(20);

        assertThat(lots.subList(6, 20))
                .extracting(lot -> lot.id() + ": " + lot.seller() + " " + lot.item() + ", "
                        + lot.bids().size() + ", " + lot.winner().id() + " ("
                        + lot.winner().buyer() + ", " + lot.winner().amount() + ")")
                .containsExactly(
                        "7: 1509 Custom Art, 4, 70 (2763, 90)",
                        "8: 1860 City Bar Crawl, 6, 84 (2563, 94)",
                        "9: 2074 Signed Memorabilia, 7, 91 (3739, 92)",
                        "10: 3154 Best Pizza in Town, 9, 102 (3932, 93)",
                        "11: 2646 City Bar Crawl, 4, 113 (2497, 99)",
                        "12: 2355 Best Pizza in Town, 8, 123 (3432, 87)",
                        "13: 1084 Best Pizza in Town, 5, 133 (3543, 69)",
                        "14: 3375 Custom Art, 9, 145 (4, 84)",
                        "15: 1468 City Bar Crawl, 7, 152 (2409, 86)",
                        "16: 1627 Gift Basket, 4, 160 (188, 98)",
                        "17: 3975 Signed Memorabilia, 9, 178 (194, 78)",
                        "18: 3145 Custom Art, 7, 180 (2808, 89)",
                        "19: 637 Gift Basket, 4, 192 (742, 86)",
                        "20: 3511 Signed Memorabilia, 8, 202 (2045, 82)");
    }

    @Test
    void drawsTheCountsAndTiesOfALongRun() {
        var lots = first(2000);

        var rows = lots.stream()
                .flatMap(lot ->
                        Stream.concat(Stream.of("auction"), lot.bids().stream().map(_ -> "bid")));
        assertThat(rows.limit(300))
                .filteredOn("bid"::equals)
                .as("bids among the first 300 rows")
                .hasSize(255);
        var tied = lots.stream()
                .filter(lot -> lot.bids().stream()
                                .filter(bid -> bid.amount() == lot.winner().amount())
                                .count()
                        > 1)
                .map(Lot::id)
                .toList();
        assertThat(tied).hasSize(64).startsWith(8L, 73L, 108L, 123L, 139L, 157L);
    }

    private static List<Lot> first(int count) {
        var generator = new AuctionGenerator();
        return Stream.generate(generator::next).limit(count).toList();
    }

    private static String told(Lot lot) {
        return lot.id() + ": " + lot.seller() + " " + lot.item() + "; "
                + lot.bids().stream()
                        .map(bid -> bid.id() + ": " + bid.buyer() + ", " + bid.amount())
                        .collect(Collectors.joining("; "));
    }
}
