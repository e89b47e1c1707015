package auctions.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A program: how many frames a second the page paints with 120,000 rows and 200 new ones a second, beside an empty page
 * in the same run, and how long its longest task takes. Takes the path of a Chromium.
 */
final class PageSpeed {
    private static final int ROWS = 120_000;
    private static final int ROWS_PER_TICK = 20;
    private static final int TICK_MILLIS = 100;
    private static final List<String> ITEMS =
            List.of("Best Pizza in Town", "City Bar Crawl", "Custom Art", "Gift Basket", "Signed Memorabilia");

    /** Tasks are observed from the page's first on. */
    private static final String OBSERVE = """
            window.longest = 0;
            new PerformanceObserver(list => list.getEntries().forEach(task => window.longest = Math.max(window.longest, task.duration)))
                .observe({ entryTypes: ['longtask'] });""";

    private static final String MEASURE = """
            () => new Promise(done => {
              const from = performance.now();
              let frames = 0;
              const count = () => {
                frames++;
                const passed = performance.now() - from;
                if (passed < 10000) requestAnimationFrame(count);
                else done(`${(frames * 1000 / passed).toFixed(1)} frames/s, longest task ${window.longest.toFixed(0)} ms`);
              };
              requestAnimationFrame(count);
            })""";

    private final ScriptedGateway gateway = new ScriptedGateway(System.currentTimeMillis());
    private int auctions;

    public static void main(String[] args) {
        new PageSpeed().measure(Path.of(args[0]));
    }

    private void measure(Path chromium) {
        var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var options =
                new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox"));
        try (gateway;
                var ticks = Executors.newSingleThreadScheduledExecutor();
                var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
                var browser = playwright.chromium().launch(options);
                var viewer = browser.newContext()) {
            viewer.addInitScript(OBSERVE);
            put(ROWS);
            System.out.println("empty page   " + measured(viewer, "about:blank"));
            ticks.scheduleAtFixedRate(() -> put(ROWS_PER_TICK), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            System.out.println("winners      " + measured(viewer, gateway.url()));
            System.out.println("empty page   " + measured(viewer, "about:blank"));
            ticks.shutdownNow();
        }
    }

    private static Object measured(BrowserContext viewer, String url) {
        try (Page page = viewer.newPage()) {
            page.navigate(url);
            if (!url.startsWith("about")) {
                page.locator("#state[data-phase=live]").waitFor();
            }
            return page.evaluate(MEASURE);
        }
    }

    private void put(int rows) {
        long now = System.currentTimeMillis();
        for (int row = 0; row < rows; row++) {
            auctions++;
            var item = ITEMS.get(auctions % ITEMS.size());
            long end = rows == ROWS ? now - (ROWS - row) * 8L : now;
            gateway.put(now, new Winner(auctions, item, 55 + auctions * 37 % 45, auctions % 4_000, end));
        }
        gateway.progress(now + 1);
    }
}
