package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every state that the page can be in has one word and one sentence, and nothing else on the page says otherwise. */
class PageStatesIT {

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private final long now = System.currentTimeMillis();
    private ScriptedGateway gateway;
    private BrowserContext viewer;
    private Page page;

    @BeforeEach
    void open() {
        gateway = new ScriptedGateway(now);
        gateway.put(now - 1, new Winner(1, "Custom Art", 90, 4, now - 1_000));
        viewer = CHROMIUM.viewer();
        page = viewer.newPage();
    }

    @AfterEach
    void close() {
        viewer.close();
        gateway.close();
    }

    @Test
    void walksThroughAllOfThem() {
        gateway.waitFor("topic auction-winners does not exist");
        page.navigate(gateway.url());
        says("Not ready", "The gateway is not ready: topic auction-winners does not exist\\.");
        assertThat(page.locator("#empty")).hasText("Waiting for the first row.");

        gateway.begin();
        says("Live", "Every change is shown as soon as its time is complete\\.");
        gateway.put(now + 1, new Winner(2, "Custom Art", 91, 4, now));
        gateway.progress(now + 2);
        assertThat(page.locator("[data-part=latency-note]")).hasText("last winner");

        page.locator("#pause").click();
        says("Paused", "The page stands still since .*\\. Nothing has changed since\\.");
        page.locator("#pause").click();
        says("Live", "Every change .*");

        gateway.goAway();
        says(
                "Reconnecting",
                "The connection broke .* ago\\. The browser is trying again\\. The rows below are those of .*\\.");
        assertThat(page.locator("[data-part=latency]")).hasText("–");
        assertThat(page.locator("[data-part=latency-note]")).isEmpty();

        gateway.comeBack();
        says("Live", "Every change .*");
        gateway.resetNext("the topic is another one");
        says("Live", "The rows were read anew, because the stream could not go on: the topic is another one\\.");

        page.clock().setFixedTime(now + 120_000);
        says(
                "Stale since \\d\\d:\\d\\d:\\d\\d",
                "Nothing newer than .* is known\\. The rows below were complete then\\.");

        page.navigate(gateway.url() + "?nonsense=1");
        says("Refused", "The gateway refused this request: no such column\\.");
        assertThat(page.locator("#empty")).hasText("Ask for something else to see rows.");
    }

    @Test
    void saysWhyTheTableIsEmpty() {
        page.navigate(gateway.url());
        assertThat(page.locator("#count")).hasText("1");
        page.locator("[value=deleted] + span").click();
        assertThat(page.locator("#empty")).hasText("No row was deleted since you opened this page.");
        page.locator("[value=corrected] + span").click();
        assertThat(page.locator("#empty")).hasText("No row was corrected since you opened this page.");
        page.locator("[value=all] + span").click();
        assertThat(page.locator("#empty")).isHidden();

        page.navigate(gateway.url() + "?amount=1");
        assertThat(page.locator("#empty")).hasText("No row matches this filter yet. New ones will appear here.");
        assertThat(page.locator("#state")).hasText("Live");
    }

    private void says(String word, String sentence) {
        assertThat(page.locator("#state")).hasText(Pattern.compile(word));
        assertThat(page.locator("#sentence")).hasText(Pattern.compile(sentence));
    }
}
