package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Views that have nothing to do with auctions: another, a wide one, names and texts of every kind. */
class OtherViewsIT {

    private static final long NOON = 1_795_345_200_000L;
    private static final String LONG_NAME = "x".repeat(300);

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    @Test
    void showsAViewByItsNameItsDescriptionAndItsTypes() {
        try (var gateway = new ScriptedGateway(NOON, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON - 1, key(1), tool(1, "Hammer", "1234567.25", false));
            var page = open(gateway, viewer, 1);

            assertThat(page.locator("h1")).hasText("tools");
            assertThat(page).hasTitle("tools");
            assertThat(page.locator(".brand p")).hasText("What hangs in the shed");
            assertThat(page.locator("#charts")).isHidden();
            assertThat(page.locator(".auction:visible")).hasCount(0);
            assertThat(page.locator("#favicon")).hasAttribute("href", "view.svg");
            assertThat(page.locator("body").innerText().toLowerCase(Locale.ROOT))
                    .doesNotContain("auction", "winner");
            assertThat(Chromium.column(page, "price")).containsExactly("1,234,567.25");
            assertThat(Chromium.column(page, "at").getFirst()).contains("11:59:59");
            assertThat(Chromium.column(page, "tags")).containsExactly("{\"colour\":\"red\"}");
            assertThat(Chromium.column(page, "gone")).containsExactly("false");
        }
    }

    @Test
    void paintsABusyTopicWithoutProgress() {
        try (var gateway = new ScriptedGateway(0, ScriptedView.TOOLS.withoutProgress());
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON, key(1), tool(1, "Hammer", "1", false));
            var page = open(gateway, viewer, 1);
            assertThat(page.locator("#state")).hasText("Live");
            assertThat(page.locator("#sentence")).containsText("This topic carries no progress");
            assertThat(page.locator("h1")).hasText("tools-topic");

            gateway.put(NOON + 1, key(2), tool(2, "Saw", "2", false));
            gateway.put(NOON + 2, key(3), tool(3, "Axe", "3", false));

            assertThat(page.locator("#count")).hasText("3");
            assertThat(page.locator("[data-part=frontier]")).hasText("–");
        }
    }

    @Test
    void takesColumnsNamedLikeThePagesOwnWordsAsColumns() {
        var names =
                List.of("title", "gone", "zone", "snapshot", "limited", "constructor", "buyer", "progress", "toString");
        var types = new LinkedHashMap<String, String>();
        names.forEach(name -> types.put(name, "text"));
        var view = new ScriptedView("words", "words", null, types, List.of("title"), true);
        var row = names.stream()
                .map(name -> "\"%1$s\":\"my %1$s\"".formatted(name))
                .collect(joining(",", "{", "}"));
        try (var gateway = new ScriptedGateway(NOON, view);
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON - 1, "{\"title\":\"my title\"}", row);
            var page = open(gateway, viewer, 1);

            for (var name : names) {
                assertThat(page.locator(".heading [data-column=" + name + "]")).hasText(name);
                assertThat(Chromium.column(page, name)).containsExactly("my " + name);
            }
            page.locator(".add-filter select").selectOption("progress");
            page.locator("#filter-value").fill("my progress");
            page.locator("#filter-value").press("Enter");
            assertThat(page).hasURL(gateway.url() + "?column.progress=my%20progress");
        }
    }

    @Test
    void keepsAWideViewReadableAndItsKeyInSight() {
        try (var gateway = new ScriptedGateway(NOON, wide());
                var viewer = CHROMIUM.viewer(1440, 900, ColorScheme.LIGHT)) {
            gateway.put(NOON - 1, key(1), wideRow(1));
            var page = open(gateway, viewer, 1);
            assertThat(page.locator("[role=columnheader]")).hasCount(21);
            assertThat(
                            (Double)
                                    page.evaluate(
                                            "() => Math.min(...[...document.querySelectorAll('.body .cell')].map(cell => cell.offsetWidth / parseFloat(getComputedStyle(document.documentElement).fontSize)))"))
                    .isGreaterThan(4);

            page.locator(".heading [data-column=column_20]").scrollIntoViewIfNeeded();

            assertThat(page.locator(".heading [data-column=column_20]")).isInViewport();
            assertThat(page.locator(".body [data-column=id]")).isInViewport();
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(1440);
            page.locator("#table").focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            assertThat(page.locator("#details dt")).hasCount(21);
            assertThat(page.locator("#details")).containsText("text of 20");
        }
    }

    @Test
    void showsCardsOnAPhoneAndTheFirstOnTheFirstScreen() {
        for (var view : List.of(ScriptedView.TOOLS, wide())) {
            try (var gateway = new ScriptedGateway(NOON, view);
                    var viewer = CHROMIUM.viewer(360, 640, ColorScheme.DARK)) {
                gateway.put(NOON - 1, key(1), view.name().equals("wide") ? wideRow(1) : tool(1, LONG_NAME, "1", true));
                var page = open(gateway, viewer, 1);

                assertThat(page.locator(".body .row").first()).isInViewport();
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(360);
                assertThat(page.locator(".body .row").first()).containsText("1");
                assertThat(cutCards(page)).isEmpty();
            }
        }
    }

    @Test
    void letsNoTextLeaveItsPlaceAndCutsNoNumber() {
        try (var gateway = new ScriptedGateway(NOON, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON - 1, key(1), tool(1, LONG_NAME, "1", false));
            gateway.put(NOON - 1, key(2), tool(2, "مطرقة", "123456789012345678.123456", false));
            gateway.put(NOON - 1, key(3), tool(3, "", "NaN", false));
            gateway.put(NOON - 1, key(123456), tool(123456, "<b>Saw</b>", "-1000000", false));
            var page = open(gateway, viewer, 4);

            assertThat(page.locator(".value[title='" + LONG_NAME + "']")).hasAttribute("dir", "auto");
            assertThat(Chromium.column(page, "name")).contains("(empty)", "مطرقة", "<b>Saw</b>");
            assertThat(Chromium.column(page, "price")).contains("123,456,789,012,345,678.123456", "NaN", "-1,000,000");
            assertThat(page.locator(".number .value, .whole .value").elementHandles())
                    .hasSizeGreaterThan(8)
                    .allSatisfy(shown -> assertThat(shown.evaluate("cell => cell.scrollWidth > cell.clientWidth"))
                            .as(shown.innerText())
                            .isEqualTo(false));
            assertThat(cutCards(page)).isEmpty();
        }
    }

    @Test
    void marksCorrectionsAndDeletionsInAnyView() {
        try (var gateway = new ScriptedGateway(NOON, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON - 1, key(1), tool(1, "Hammer", "1", false));
            gateway.put(NOON - 1, key(2), tool(2, "Saw", "2", false));
            var page = open(gateway, viewer, 2);

            gateway.put(NOON + 1, key(1), tool(1, "Hammer", "3", false));
            gateway.delete(NOON + 1, key(2));
            gateway.progress(NOON + 2);

            assertThat(page.locator(".row.corrected [data-column=price]")).hasText("3 was 1");
            assertThat(page.locator(".row.corrected [data-column=id]")).hasText("1 corrected");
            assertThat(page.locator(".row.deleted [data-column=id]")).hasText("2 deleted");
            assertThat(page.locator("[data-part=changes-note]")).hasText("1 corrected · 1 deleted");
        }
    }

    @Test
    void hidesColumnsThatAreNotWanted() {
        try (var gateway = new ScriptedGateway(NOON, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON - 1, key(1), tool(1, "Hammer", "1", false));
            var page = open(gateway, viewer, 1);

            page.locator("#columns summary").click();
            page.locator("#columns [name=tags]").uncheck();

            assertThat(page.locator("[role=columnheader]")).hasCount(5);
            assertThat(page.locator(".body [data-column=tags]")).hasCount(0);
            assertThat(page.locator(".body [data-column=price]")).hasCount(1);
        }
    }

    @Test
    void sortsOnAPhoneThatHasNoHeadings() {
        try (var gateway = new ScriptedGateway(NOON, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer(360, 640, ColorScheme.LIGHT)) {
            gateway.put(NOON - 1, key(1), tool(1, "Saw", "1", false));
            gateway.put(NOON - 1, key(2), tool(2, "Axe", "2", false));
            gateway.put(NOON - 1, key(3), tool(3, "Hammer", "3", false));
            var page = open(gateway, viewer, 3);
            page.locator("#filters-toggle").click();
            page.locator("#columns summary").click();

            page.locator("#columns select").selectOption("name");

            assertThat(page).hasURL(gateway.url() + "#sort=name");
            assertThat(page.locator(".body .row").first()).containsText("Axe");
            assertThat(Chromium.column(page, "name")).containsExactly("Axe", "Hammer", "Saw");
            page.locator("#columns select").selectOption("");
            assertThat(page.locator(".body .row").first()).containsText("Hammer");
            assertThat(page).hasURL(gateway.url());
        }
    }

    @Test
    void widensAColumnByKey() {
        try (var gateway = new ScriptedGateway(NOON, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer()) {
            gateway.put(NOON - 1, key(1), tool(1, "Hammer", "1", false));
            var page = open(gateway, viewer, 1);
            var name = page.locator(".body [data-column=name]");
            page.locator(".heading [data-column=id] button").focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("Shift+ArrowLeft");
            double narrow = name.boundingBox().width;

            page.keyboard().press("Shift+ArrowRight");
            page.keyboard().press("Shift+ArrowRight");

            assertThat(name.boundingBox().width).isGreaterThan(narrow + 16);
        }
    }

    private static Page open(ScriptedGateway gateway, BrowserContext viewer, int rows) {
        var page = viewer.newPage();
        page.navigate(gateway.url());
        assertThat(page.locator("#count")).hasText(Integer.toString(rows));
        return page;
    }

    private static String key(int id) {
        return "{\"id\":%d}".formatted(id);
    }

    private static String tool(int id, String name, String price, boolean gone) {
        return """
                {"id":%d,"name":"%s","price":"%s","at":"%d.123","tags":{"colour":"red"},"gone":%s}""".formatted(id, name, price, NOON - 1_000, gone);
    }

    private static ScriptedView wide() {
        var types = ScriptedView.columns("id", "bigint");
        IntStream.rangeClosed(1, 20).forEach(place -> types.put("column_" + place, place % 2 == 0 ? "text" : "bigint"));
        return new ScriptedView("wide", null, null, types, List.of("id"), true);
    }

    private static String wideRow(int id) {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(place -> "\"column_%d\":%s"
                        .formatted(
                                place,
                                place % 2 == 0 ? "\"text of " + place + "\"" : Integer.toString(1_000_000 + place)))
                .collect(joining(",", "{\"id\":" + id + ",", "}"));
    }

    /** Rows whose content needs more room than they have. */
    @SuppressWarnings("unchecked")
    private static List<String> cutCards(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('.body .row')]
                    .filter(row => row.scrollHeight > row.clientHeight + 1)
                    .map(row => row.textContent)""");
    }
}
