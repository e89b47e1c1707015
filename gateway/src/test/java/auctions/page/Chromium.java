package auctions.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;

/** The Chromium of this machine. Nothing is downloaded: without one the tests of the page are skipped and say so. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Path executable) {
        var options = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        playwright = Playwright.create(options);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    static Chromium launch() {
        var executable = find();
        Assumptions.assumeThat(executable)
                .as("no Chromium on the PATH (one of %s): the page is not tested in a browser", NAMES)
                .isPresent();
        return new Chromium(executable.orElseThrow());
    }

    private static Optional<Path> find() {
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return NAMES.stream()
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A viewer in Berlin who reads English, with a memory of their own. */
    BrowserContext viewer(int width, int height, ColorScheme scheme) {
        return viewer(width, height, scheme, "en-GB");
    }

    /** A viewer in Berlin who reads the language of this locale. */
    BrowserContext viewer(int width, int height, ColorScheme scheme, String locale) {
        var context = browser.newContext(new Browser.NewContextOptions()
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

    /** What any page has written to the console as an error or a warning, or thrown, since the last call. */
    List<String> complaints() {
        var seen = List.copyOf(complaints);
        complaints.clear();
        return seen;
    }

    /** The texts of a column, top down. */
    static List<String> column(Page page, String column) {
        return page.locator(".body [data-column=" + column + "] .value").allTextContents();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
