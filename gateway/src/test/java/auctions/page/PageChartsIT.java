package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The charts of the auction: their time range, what one points at, and how many dots they draw. */
class PageChartsIT {

    private static final long NOON = 1_795_345_200_000L;
    private static final long MINUTE = 60_000;

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private ScriptedGateway gateway;
    private BrowserContext viewer;

    @BeforeEach
    void open() {
        gateway = new ScriptedGateway(NOON);
        viewer = CHROMIUM.viewer();
    }

    @AfterEach
    void close() {
        viewer.close();
        gateway.close();
    }

    @Test
    void drawTheChosenTimeRange() {
        gateway.put(NOON - 1, new Winner(1, "Custom Art", 90, 4, NOON - 40 * MINUTE));
        gateway.put(NOON - 1, new Winner(2, "Custom Art", 91, 4, NOON - MINUTE));
        var page = show(2);
        assertThat(page.locator("rect.column")).hasCount(1);

        page.locator("[data-part=range]").selectOption("60");

        assertThat(page.locator("rect.column")).hasCount(2);
        assertThat(page.locator("[data-part=winners-note]")).hasText("per 4 minutes");
        assertThat(page).hasURL(gateway.url() + "#minutes=60");
        page.reload();
        assertThat(page.locator("rect.column")).hasCount(2);
    }

    @Test
    void sayWhatOnePointsAt() {
        gateway.put(NOON - 1, new Winner(1, "Custom Art", 90, 4, NOON - 5 * MINUTE));
        gateway.put(NOON - 1, new Winner(2, "Gift Basket", 70, 4, NOON - 5 * MINUTE));
        var page = show(2);

        point(page, "rect.column");
        assertThat(page.locator("[data-part=tip]")).containsText("2 winners");
        assertThat(page.locator("[data-part=tip]")).containsText("Gift Basket: 1");
        page.mouse().move(1, 1);
        assertThat(page.locator("[data-part=tip]")).isHidden();
        point(page, "path.item-1");
        assertThat(page.locator("[data-part=tip]"))
                .containsText(Pattern.compile("(Custom Art: 90|Gift Basket: 70), auction"));
    }

    /** A chart is drawn anew under the pointer; a browser may then not tell the chart that the pointer has left. */
    @Test
    void saysNoMoreWhenThePointerHasLeftWhatWasDrawnAnew() {
        gateway.put(NOON - 1, new Winner(1, "Custom Art", 90, 4, NOON - 5 * MINUTE));
        var page = show(1);
        point(page, "rect.column");
        assertThat(page.locator("[data-part=tip]")).containsText("1 winner");

        page.locator("[data-part=winners]")
                .evaluate("chart => chart.replaceChildren(chart.firstChild.cloneNode(true))");
        page.mouse().move(1, 1);

        assertThat(page.locator("[data-part=tip]")).isHidden();
    }

    @Test
    void thinTheDotsAndSaySo() {
        for (int auction = 1; auction <= 5_000; auction++) {
            gateway.put(NOON - 1, new Winner(auction, "Custom Art", auction % 100, 4, NOON - auction * 100L));
        }
        var page = show(5_000);

        assertThat(page.locator("[data-part=amounts-note]")).hasText("1 of 3 shown");
        assertThat((Integer) page.evaluate("document.querySelector('path.dots').getAttribute('d').split('M').length"))
                .isBetween(1_600, 2_000);
    }

    /** Moves the pointer to the middle of a mark. One call finds the mark and its place: in the next moment it may be drawn anew. */
    private static void point(Page page, String mark) {
        var middle = (List<?>) page.evaluate("""
                mark => {
                  const { x, y, width, height } = document.querySelector(mark).getBoundingClientRect();
                  return [x + width / 2, y + height / 2];
                }""", mark);
        page.mouse().move(((Number) middle.get(0)).doubleValue(), ((Number) middle.get(1)).doubleValue());
    }

    private Page show(int winners) {
        var page = viewer.newPage();
        page.navigate(gateway.url());
        assertThat(page.locator("#count")).hasText("%,d".formatted(winners));
        assertThat(page.locator("rect.column").first()).isVisible();
        return page;
    }
}
