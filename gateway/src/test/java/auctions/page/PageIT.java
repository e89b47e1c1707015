package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page shows of the rows that a gateway sends. */
class PageIT {

    private static final long NOON = 1_795_345_200_000L;
    private static final Winner PIZZA = new Winner(1, "Best Pizza in Town", 97, 3338, NOON - 20_000);
    private static final Winner BASKET = new Winner(2, "Gift Basket", 95, 68, NOON - 10_000);
    private static final Winner CRAWL = new Winner(3, "City Bar Crawl", 67, 88, NOON);

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private ScriptedGateway gateway;
    private Page page;

    @BeforeEach
    void open() {
        gateway = new ScriptedGateway(NOON - 5_000);
        gateway.put(NOON - 19_000, PIZZA);
        gateway.put(NOON - 9_000, BASKET);
        page = CHROMIUM.viewer().newPage();
        page.navigate(gateway.url());
        assertThat(page.locator("#count")).hasText("2");
    }

    @AfterEach
    void close() {
        page.context().close();
        gateway.close();
    }

    @Test
    void paintsTheSnapshotNewestFirstInTheViewersLocaleAndZone() {
        assertThat(Chromium.column(page, "auction_id")).containsExactly("2", "1");
        assertThat(page.locator(".body .row").first()).containsText("Gift Basket");
        assertThat(Chromium.column(page, "end_time").getFirst()).contains("11:59:50");
        assertThat(page.locator("#foot")).containsText("Europe/Berlin");
    }

    @Test
    void paintsATimestampOnlyWhenItIsComplete() {
        page.evaluate("""
                window.counts = [];
                new MutationObserver(() => window.counts.push(document.getElementById('count').textContent))
                    .observe(document.getElementById('count'), { childList: true, characterData: true, subtree: true });""");

        gateway.put(NOON + 1, CRAWL);
        gateway.put(NOON + 1, new Winner(4, "Custom Art", 90, 4, NOON));
        gateway.put(NOON + 1, new Winner(5, "Custom Art", 91, 5, NOON));
        gateway.progress(NOON + 2);

        assertThat(page.locator("#count")).hasText("5");
        assertThat(page.evaluate("window.counts.join()")).isEqualTo("5");
        assertThat(page.locator(".row.arrived")).hasCount(3);
    }

    @Test
    void showsACorrectionInItsPlaceAndNotAsASecondWin() {
        gateway.put(NOON + 1, PIZZA.withAmount(99));
        gateway.progress(NOON + 2);

        var corrected = page.locator(".row.corrected");
        assertThat(corrected).containsText("corrected");
        assertThat(corrected.locator("[data-column=amount]")).hasText("99 was 97");
        assertThat(corrected.locator("del")).hasCount(1);
        assertThat(page.locator("[data-part=changes-note]")).hasText("1 corrected · 0 deleted");
        assertThat(page.locator("[data-part=corrected]")).hasText("1");
        assertThat(Chromium.column(page, "auction_id")).containsExactly("2", "1");
        assertThat(page.locator("#count")).hasText("2");
    }

    @Test
    void showsADeletionAndNoLongerCountsIt() {
        gateway.delete(NOON + 1, BASKET);
        gateway.progress(NOON + 2);

        assertThat(page.locator(".row.deleted")).containsText("deleted");
        assertThat(page.locator(".row.deleted")).containsText("Gift Basket");
        assertThat(page.locator("#count")).hasText("1");
    }

    @Test
    void filtersWithTheParametersOfTheStreamInAShareableAddress() {
        page.locator("[data-item='Gift Basket']").click();
        assertThat(page.locator("#count")).hasText("1");
        page.locator("#filter-value").fill("95");
        page.locator("#filter-value").press("Enter");
        assertThat(page).hasURL(gateway.url() + "?item=Gift%20Basket&amount=95");
        assertThat(page.locator("#curl")).containsText("/subscribe?item=Gift%20Basket&amount=95");
        await().untilAsserted(
                        () -> assertThat(decoded(gateway.requests().getLast().query()))
                                .isEqualTo("amount=95&item=Gift Basket&progress=true"));
        await().untilAsserted(() -> assertThat(gateway.connections()).isOne());

        page.goBack();
        page.goBack();
        assertThat(page.locator("#count")).hasText("2");
    }

    private static String decoded(String query) {
        return URLDecoder.decode(query, StandardCharsets.UTF_8);
    }

    @Test
    void saysThatARowLeftTheFilter() {
        page.navigate(gateway.url() + "?amount=95");
        assertThat(page.locator("#count")).hasText("1");

        gateway.put(NOON + 1, BASKET.withAmount(96));
        gateway.progress(NOON + 2);

        assertThat(page.locator(".row.deleted")).containsText("left the filter");
        assertThat(page.locator("#count")).hasText("0");
    }

    @Test
    void saysWhyAFilterIsRefused() {
        page.navigate(gateway.url() + "?nonsense=1");

        assertThat(page.locator("#state")).hasText("Refused");
        assertThat(page.locator("#sentence")).containsText("no such column");
    }

    @Test
    void standsStillWhilePausedAndCountsWhatWaits() {
        page.locator("#pause").click();
        var frontier = page.locator("[data-part=frontier]").textContent();
        gateway.put(NOON + 1, CRAWL);
        gateway.put(NOON + 1, PIZZA.withAmount(98));
        gateway.progress(NOON + 60_000);
        assertThat(page.locator("#pause")).hasText("Resume · 2 changes");
        assertThat(page.locator("#state")).hasText("Paused");
        assertThat(page.locator("#sentence")).containsText("2 changes wait.");
        assertThat(page.locator("#count")).hasText("2");
        assertThat(page.locator("[data-part=frontier]")).hasText(frontier);
        assertThat(page.locator("[data-part=changes]")).hasText("0");
        assertThat(page.locator("#events")).not().containsText("City Bar Crawl");

        page.locator("#search").fill("pizza");
        assertThat(page.locator(".body .row")).hasCount(1);
        page.locator("[value=corrected]").check(new Locator.CheckOptions().setForce(true));
        assertThat(page.locator("#empty")).hasText("No row here contains “pizza”.");
        assertThat(page.locator("#state")).hasText("Paused");

        page.locator("#pause").click();
        assertThat(page.locator("#count")).hasText("3");
        assertThat(page.locator(".body .row")).hasCount(1);
        assertThat(page.locator(".row.corrected [data-column=amount]")).hasText("98 was 97");
    }

    @Test
    void findsTimesAndNumbersAsTheyAreShownAndAsTheyAre() {
        gateway.put(NOON + 1, new Winner(3, "Yacht", 1_234_567, 4, NOON));
        gateway.progress(NOON + 2);
        assertThat(page.locator("#count")).hasText("3");

        for (var text : List.of("1,234,567", "1234567", "yacht 1,234,567", Long.toString(NOON))) {
            page.locator("#search").fill(text);
            assertThat(page.locator(".body .row")).hasCount(1);
            assertThat(page.locator("[data-part=count-note]")).hasText("1 shown");
            page.locator("#search").fill("");
            assertThat(page.locator(".body .row")).hasCount(3);
        }
        page.locator("#search").fill("11:59:50");
        assertThat(page.locator(".body .row")).hasCount(1);
        assertThat(page.locator(".body .row")).containsText("Gift Basket");
        page.locator("#search").fill("auction_id");
        assertThat(page.locator("#empty")).hasText("No row here contains “auction_id”.");
    }

    @Test
    void opensARowByClickAndByKey() {
        gateway.put(NOON + 1, PIZZA.withAmount(98));
        gateway.put(NOON + 2, PIZZA.withAmount(99));
        gateway.progress(NOON + 3);
        assertThat(page.locator(".row.corrected")).hasCount(1);
        page.locator(".row.corrected").click();
        var details = page.locator("#details");
        assertThat(details).isVisible();
        assertThat(details).containsText("Auction 1");
        assertThat(details).containsText("bigint");
        assertThat(details.locator("[data-part=origin]")).containsText("id " + (NOON + 2) + "-3~AbC_");
        assertThat(details.locator(".versions li")).hasCount(2);
        assertThat(details.locator(".versions li").first()).containsText("Amount: 98");
        page.keyboard().press("Escape");
        assertThat(details).isHidden();

        page.locator("#table").focus();
        page.keyboard().press("Home");
        page.keyboard().press("Enter");
        assertThat(details).containsText("Auction 2");
        details.locator("button[aria-label='Add filter Amount']").click();
        assertThat(page).hasURL(gateway.url() + "?amount=95");
        assertThat(page.locator("#count")).hasText("1");
    }

    @Test
    void keepsSearchKindAndSortingInTheAddress() {
        page.locator("#search").fill("pizza");
        assertThat(page).hasURL(gateway.url() + "#search=pizza");
        page.locator("[data-column=amount] button").click();
        assertThat(page).hasURL(gateway.url() + "#search=pizza&sort=-amount");

        page.reload();

        assertThat(page.locator(".body .row")).hasCount(1);
        assertThat(page.locator("#search")).hasValue("pizza");
        assertThat(page.locator("[data-column=amount][aria-sort=descending]")).isVisible();
    }

    @Test
    void sortsByAHeader() {
        gateway.put(NOON + 1, CRAWL);
        gateway.progress(NOON + 2);
        assertThat(page.locator("#count")).hasText("3");

        page.locator("[data-column=amount] button").click();
        assertThat(page.locator(".body .row").first()).containsText("Best Pizza");
        assertThat(page.locator(".body .row").last()).containsText("City Bar Crawl");
        page.locator("[data-column=amount] button").click();
        assertThat(page.locator(".body .row").first()).containsText("City Bar Crawl");
        page.locator("[data-column=amount] button").click();
        assertThat(page.locator(".body .row").last()).containsText("Best Pizza");
    }

    @Test
    void showsTheRawStream() {
        assertThat(page.locator("#events")).containsText("\"item\":\"Gift Basket\"");
        assertThat(page.locator("#events")).containsText("event: progress");
        assertThat(page.locator("#curl")).hasText("curl -N '" + gateway.url() + "subscribe'");
    }

    @Test
    void keepsTenThousandRowsInFewElements() {
        for (int auction = 3; auction <= 10_000; auction++) {
            gateway.put(NOON + 1, new Winner(auction, "Custom Art", auction % 100, auction, NOON + auction));
        }
        gateway.progress(NOON + 2);
        assertThat(page.locator("#count")).hasText("10,000");

        page.reload();

        assertThat(page.locator("#count")).hasText("10,000");
        assertThat(page.locator(".body .row").count()).isLessThan(100);
        page.locator("#table").evaluate("table => table.scrollTop = table.scrollHeight");
        assertThat(page.locator(".body .row").last()).containsText("Best Pizza in Town");
        assertThat(page.locator("#to-top")).isVisible();
    }
}
