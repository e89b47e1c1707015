package auctions.e2e.real;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Contract;
import auctions.e2e.Services;
import auctions.e2e.SseClient;
import auctions.gateway.GatewayApplication;
import auctions.ingestor.sim.auction.AuctionGenerator;
import auctions.ingestor.sim.auction.Lot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** The auction house of {@code sql/setup.sql}, from its making to the browsers and to its end. */
@ExtendWith(SharedServers.class)
class AuctionHouseIT {

    private static final int BROWSERS = 200;
    private static final JsonMapper JSON = new JsonMapper();

    /** The winners that every deployment has first, without their times: row by auction. */
    private static final Map<String, Map<String, String>> FIRST_THREE = Stream.generate(new AuctionGenerator()::next)
            .limit(3)
            .collect(toMap(lot -> Long.toString(lot.id()), AuctionHouseIT::winner));

    private final Servers servers;
    private final Sql sql;

    AuctionHouseIT(Servers servers) {
        this.servers = servers;
        this.sql = servers.materialize().users();
    }

    @Test
    void hasTheAuctionsThatEveryDeploymentHas() {
        // All rows of the first 300 ticks at once.
        sql.run(
                "CREATE SCHEMA early",
                "CREATE SOURCE early.house IN CLUSTER quickstart"
                        + " FROM LOAD GENERATOR AUCTION (TICK INTERVAL '1s', AS OF 300, UP TO 301) FOR ALL TABLES");

        var auctions = "SELECT id || ': ' || seller || ' ' || item FROM early.auctions ORDER BY id";
        var bids = "SELECT id || ': ' || buyer || ', ' || amount FROM early.bids ORDER BY id";
        var winners = "SELECT id FROM (SELECT DISTINCT auction_id FROM early.bids) auctions, LATERAL (SELECT id FROM"
                + " early.bids WHERE auction_id = auctions.auction_id ORDER BY amount DESC LIMIT 1) ORDER BY auction_id";

        var lots = Stream.generate(new AuctionGenerator()::next).limit(45).toList();
        await().atMost(Patience.LONG)
                .untilAsserted(() -> assertThat(sql.column(bids))
                        .containsExactlyElementsOf(lots.stream()
                                .flatMap(lot -> lot.bids().stream())
                                .limit(255)
                                .map(bid -> bid.id() + ": " + bid.buyer() + ", " + bid.amount())
                                .toList()));
        assertThat(sql.column(auctions))
                .containsExactlyElementsOf(lots.stream()
                        .map(lot -> lot.id() + ": " + lot.seller() + " " + lot.item())
                        .toList());
        // Auction 8 among them, where two bids of one amount are the highest.
        assertThat(sql.column(winners).subList(0, 44))
                .containsExactlyElementsOf(lots.subList(0, 44).stream()
                        .map(lot -> Long.toString(lot.winner().id()))
                        .toList());
        sql.run("DROP SCHEMA early CASCADE");
    }

    @Test
    void streamsItsWinnersToEveryBrowserThroughOneSubscription() throws Exception {
        var environment = servers.environment("winners", "winning_bids", "auction_id");
        environment.put("MZ_CLUSTER", "auction_house");
        setUpTwice();

        try (var _ = ProbedIngestor.streaming(environment);
                var gateway = Services.start(GatewayApplication.class, environment)) {
            var browsers = new ArrayList<SseClient>();
            try {
                for (int i = 0; i < BROWSERS; i++) {
                    browsers.add(SseClient.open(Services.port(gateway), "/subscribe"));
                }
                for (var browser : browsers) {
                    assertThat(firstThree(browser)).isEqualTo(FIRST_THREE);
                }
                assertThat(
                                sql.column(
                                        "SELECT count(*) FROM mz_internal.mz_subscriptions subscription"
                                                + " JOIN mz_catalog.mz_objects object"
                                                + " ON object.id = ANY (subscription.referenced_object_ids) WHERE name = 'winning_bids'"))
                        .containsExactly("1");
            } finally {
                for (var browser : browsers) {
                    browser.close();
                }
            }
        }
        keepsTheContract("winners");
        followsAHouseThatIsBuiltAnewUnseen(environment);
    }

    private void setUpTwice() {
        servers.materialize().scripts().run("setup.sql");
        servers.materialize().scripts().run("setup.sql");
        assertThat(sql.column("SELECT name FROM mz_sources WHERE name = 'auction_house_source'"))
                .hasSize(1);
        assertThat(sql.column(
                        "SELECT value FROM mz_internal.mz_history_retention_strategies strategy JOIN mz_objects object"
                                + " ON object.id = strategy.id WHERE name = 'winning_bids'"))
                .containsExactly("3600000");
    }

    /** Row by auction; a snapshot may show them in another order, and later ones among them. */
    private static Map<String, Map<String, String>> firstThree(SseClient browser) throws IOException {
        var rows = new TreeMap<String, Map<String, String>>();
        while (!rows.keySet().containsAll(FIRST_THREE.keySet())) {
            var row = untimed(browser.next().data());
            rows.put(row.get("auction_id"), row);
        }
        rows.keySet().retainAll(FIRST_THREE.keySet());
        return rows;
    }

    private static Map<String, String> untimed(String row) {
        return JSON.readTree(row).properties().stream()
                .filter(field -> !field.getKey().endsWith("_time"))
                .collect(toMap(Map.Entry::getKey, field -> field.getValue().asString()));
    }

    private static Map<String, String> winner(Lot lot) {
        return Map.of(
                "auction_id", Long.toString(lot.id()),
                "bid_id", Long.toString(lot.winner().id()),
                "buyer", Long.toString(lot.winner().buyer()),
                "seller", Long.toString(lot.seller()),
                "item", lot.item(),
                "amount", Integer.toString(lot.winner().amount()));
    }

    private void keepsTheContract(String topic) {
        assertThat(servers.topics().committed(topic))
                .as("records of " + topic)
                .isNotEmpty()
                .allSatisfy(record -> {
                    assertThat(Contract.KEY.violations(record.key())).isEmpty();
                    assertThat(Contract.VALUE.violations(record.value())).isEmpty();
                    assertThat(Topics.time(record)).matches("[0-9]+");
                });
        assertThat(servers.topics().committed(topic + "-progress"))
                .isNotEmpty()
                .allSatisfy(record ->
                        assertThat(Contract.PROGRESS.violations(record.value())).isEmpty());
    }

    /** The old house has sold more than the new one, which starts with auction 1 again, at other times. */
    private void followsAHouseThatIsBuiltAnewUnseen(Map<String, ?> environment) {
        servers.materialize().scripts().run("teardown.sql");
        servers.materialize().scripts().run("teardown.sql");
        servers.materialize().scripts().run("setup.sql");
        try (var _ = ProbedIngestor.streaming(environment)) {
            await().atMost(Patience.LONG)
                    .untilAsserted(() -> assertThat(
                                    servers.topics().live("winners").values())
                            .extracting(row -> JSON.readTree(row).path("bid_id").asString())
                            .isNotEmpty()
                            .containsExactlyInAnyOrderElementsOf(sql.column("SELECT bid_id FROM winning_bids")));
        }
        servers.materialize().scripts().run("teardown.sql");
        assertThat(sql.column("SELECT name FROM mz_objects WHERE name = 'winning_bids'"))
                .isEmpty();
    }
}
