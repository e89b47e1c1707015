package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page from phone to wall, light and dark: accessible, without sideways scrolling, and kept as a picture. */
class PageAppearanceIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    /** Adds up what moved without the viewer's doing. */
    private static final String SHIFTS = """
            window.shifted = 0;
            new PerformanceObserver(list => list.getEntries().forEach(shift => {
              if (!shift.hadRecentInput) window.shifted += shift.value;
            })).observe({ type: 'layout-shift', buffered: true });""";

    /** Labels of the first chart's axes that leave its place. */
    private static final String LABELS_OUTSIDE = """
            () => {
              const chart = document.querySelector('[data-part=amounts]');
              const left = chart.getBoundingClientRect().left;
              const labels = [...chart.querySelectorAll('.tick')];
              if (labels.length < 4) return [`too few labels: ${chart.innerHTML.slice(0, 300)}`];
              return labels.filter(label => label.getBoundingClientRect().left < left).map(label => label.textContent);
            }""";

    private static final List<String> ITEMS =
            List.of("Best Pizza in Town", "City Bar Crawl", "Custom Art", "Gift Basket", "Signed Memorabilia");

    /** The rules that WCAG 2.2 AA stands on, in axe-core's words. */
    private static final String AXE = """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const { violations } = await axe.run(document, { runOnly: tags });
              return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
            }""";

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    @ParameterizedTest
    @CsvSource({
        "phone, 390, 844, LIGHT", "laptop, 1280, 800, LIGHT", "wall, 2560, 1440, LIGHT",
        "phone, 390, 844, DARK", "laptop, 1280, 800, DARK", "wall, 2560, 1440, DARK"
    })
    void looksRight(String device, int width, int height, ColorScheme scheme) throws IOException {
        var now = System.currentTimeMillis();
        try (var gateway = new ScriptedGateway(now);
                var viewer = CHROMIUM.viewer(width, height, scheme)) {
            var page = showSomeWinners(gateway, viewer, now);

            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(
                            "%s-%s.png".formatted(device, scheme.name().toLowerCase(Locale.ROOT)))));

            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(violations(page)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, 390, 844",
        "en-US, 1280, 800",
        "en-US, 2560, 1440",
        "de-DE, 1280, 800",
        "ko-KR, 1280, 800",
        "th-TH, 1280, 800"
    })
    void cutsNoTimeOff(String locale, int width, int height) {
        var now = System.currentTimeMillis();
        try (var gateway = new ScriptedGateway(now);
                var viewer = CHROMIUM.viewer(width, height, ColorScheme.LIGHT, locale)) {
            gateway.put(
                    now - 1,
                    new Winner(1, "Gift Basket", 83, 7, now - Duration.ofDays(2).toMillis()));
            gateway.put(now - 1, new Winner(2, "Gift Basket", 83, 7, now));
            var page = viewer.newPage();
            page.navigate(gateway.url());
            assertThat(page.locator("#count")).hasText("2");

            assertThat(page.locator(".figure, .body [data-column=end_time]").elementHandles())
                    .hasSizeGreaterThan(2)
                    .allSatisfy(shown -> assertThat(shown.evaluate("cell => cell.scrollWidth > cell.clientWidth"))
                            .as(shown.innerText())
                            .isEqualTo(false));
        }
    }

    /** 640 by 400 is a laptop at 200 %. */
    @ParameterizedTest
    @CsvSource({"360, 640", "640, 400", "1280, 800"})
    void showsTheFirstRowOnTheFirstScreenAndMovesNothing(int width, int height) {
        var now = System.currentTimeMillis();
        try (var gateway = new ScriptedGateway(now);
                var viewer = CHROMIUM.viewer(width, height, ColorScheme.LIGHT)) {
            viewer.addInitScript(SHIFTS);
            var page = showSomeWinners(gateway, viewer, now);

            assertThat(page.locator(".body .row").first()).isInViewport(new IsInViewportOptions().setRatio(0.9));
            assertThat(((Number) page.evaluate("window.shifted")).doubleValue()).isLessThanOrEqualTo(0.1);
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        }
    }

    /** From 1024 pixels on the stream panel is open from the start. */
    @ParameterizedTest
    @CsvSource({"360, 640", "1024, 700", "1440, 900", "1920, 1080"})
    void movesNothingOnAnotherView(int width, int height) {
        var now = System.currentTimeMillis();
        try (var gateway = new ScriptedGateway(now, ScriptedView.TOOLS);
                var viewer = CHROMIUM.viewer(width, height, ColorScheme.LIGHT)) {
            for (int tool = 1; tool <= 50; tool++) {
                gateway.put(
                        now - 1, "{\"id\":" + tool + "}", """
                        {"id":%d,"name":"%s","price":"123456789.25","at":"1795345199999.000","tags":{"a":[1,2]},"gone":false}""".formatted(tool, "A tool with a long name ".repeat(4)));
            }
            viewer.addInitScript(SHIFTS);
            var page = viewer.newPage();
            page.navigate(gateway.url());
            assertThat(page.locator("#count")).hasText("50");
            assertThat(page.locator("#state")).hasText("Live");
            assertThat(page.locator("#stream")).isVisible(new IsVisibleOptions().setVisible(width >= 1024));

            assertThat(((Number) page.evaluate("window.shifted")).doubleValue()).isLessThanOrEqualTo(0.1);
        }
    }

    @Test
    void keepsTheFocusInThePhonesStreamDialogUntilItIsClosed() {
        var now = System.currentTimeMillis();
        try (var gateway = new ScriptedGateway(now);
                var viewer = CHROMIUM.viewer(390, 844, ColorScheme.LIGHT)) {
            var page = showSomeWinners(gateway, viewer, now);
            assertThat(page.locator("#stream")).isHidden();

            page.locator("#stream-toggle").click();
            assertThat(page.locator("#stream .close")).isFocused();
            for (int presses = 0; presses < 8; presses++) {
                page.keyboard().press("Tab");
                assertThat(
                                page.evaluate(
                                        "document.activeElement === document.body || document.activeElement.closest('#stream') !== null"))
                        .isEqualTo(true);
            }
            page.keyboard().press("Escape");

            assertThat(page.locator("#stream")).isHidden();
            assertThat(page.locator("#stream-toggle")).isFocused();
        }
    }

    @Test
    void givesLargeAmountsAndManyItemsTheirRoom() {
        var now = System.currentTimeMillis();
        try (var gateway = new ScriptedGateway(now);
                var viewer = CHROMIUM.viewer()) {
            for (int auction = 1; auction <= 15; auction++) {
                gateway.put(
                        now - 1,
                        new Winner(123_456 + auction, "Item " + auction, auction * 1_000_000, 654_321, now - 1));
            }
            var page = viewer.newPage();
            page.navigate(gateway.url());
            assertThat(page.locator("#count")).hasText("15");

            assertThat(page.locator("[data-part=items] .chip")).hasCount(8);
            assertThat(page.locator("[data-part=items] .plain")).hasText("+7 more");
            assertThat(page.locator("[data-part=amounts] .tick").nth(3)).isVisible();
            assertThat(page.evaluate(LABELS_OUTSIDE)).isEqualTo(List.of());
            assertThat(Chromium.column(page, "amount").getFirst()).isEqualTo("15,000,000");
            page.locator("[data-part=items] .plain").click();
            assertThat(page.locator("[data-part=items] .chip")).hasCount(15);
        }
    }

    private static Page showSomeWinners(ScriptedGateway gateway, BrowserContext viewer, long now) {
        for (int auction = 1; auction <= 200; auction++) {
            gateway.put(now - 1, winner(auction, 55 + auction * 37 % 45, now));
        }
        var page = viewer.newPage();
        page.navigate(gateway.url());
        assertThat(page.locator("#count")).hasText("200");
        gateway.put(now + 1, winner(199, 99, now));
        gateway.delete(now + 1, winner(197, 0, now));
        gateway.put(now + 1, winner(201, 88, now));
        gateway.progress(now + 2);
        assertThat(page.locator("#count")).hasText("200");
        assertThat(page.locator(".row.deleted")).hasCount(1);
        return page;
    }

    private static Winner winner(int auction, int amount, long now) {
        var end = now - (201 - auction) * 4_300L;
        return new Winner(auction, ITEMS.get(auction * 31 % 7 % 5), amount, 1 + auction * 1327 % 4076, end);
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page) throws IOException {
        var loader = PageAppearanceIT.class.getClassLoader();
        try (var script = Objects.requireNonNull(loader.getResourceAsStream("axe.min.js"))) {
            page.evaluate(new String(script.readAllBytes(), UTF_8));
        }
        return (List<String>) page.evaluate(AXE);
    }
}
