package auctions.page;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.e2e.Programs;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assumptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, for the tests of one class. Nothing is downloaded: without one the tests of the page are
 * skipped and say so. After each test no page may have complained.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final String[] NAMES = {"chromium", "chromium-browser", "google-chrome"};
    private static final double PATIENCE_MILLIS = 30_000;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        var executable = Programs.find(NAMES);
        Assumptions.assumeThat(executable)
                .as("no Chromium on the PATH (one of %s): the page is not tested in a browser", List.of(NAMES))
                .isPresent();
        var options = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        playwright = Playwright.create(options);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.orElseThrow())
                        .setArgs(List.of("--no-sandbox")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** What any page has written to the console as an error or a warning, or thrown, is a failure. */
    @Override
    public void afterEach(ExtensionContext context) {
        var seen = List.copyOf(complaints);
        complaints.clear();
        assertThat(seen).as("complaints of the page").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** A viewer in Berlin who reads English, with a memory of their own. */
    BrowserContext viewer(int width, int height, ColorScheme scheme) {
        return viewer(width, height, scheme, "en-GB");
    }

    /** A viewer in Berlin who reads the language of this locale. */
    BrowserContext viewer(int width, int height, ColorScheme scheme, String locale) {
        var context = Objects.requireNonNull(browser)
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setLocale(locale)
                        .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onWebError(error -> complaints.add(error.error()));
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        return context;
    }

    /** A viewer at a laptop. */
    BrowserContext viewer() {
        return viewer(1280, 800, ColorScheme.LIGHT);
    }

    /** The texts of a column, top down. */
    static List<String> column(Page page, String column) {
        return page.locator(".body [data-column=" + column + "] .value").allTextContents();
    }
}
