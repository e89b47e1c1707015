package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page does and says when its connection changes. */
class PageConnectionIT {

    private static final Pattern LIVE = Pattern.compile("Live");

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private final long now = System.currentTimeMillis();
    private ScriptedGateway gateway;
    private Page page;

    @BeforeEach
    void open() {
        gateway = new ScriptedGateway(now);
        gateway.put(now - 2, winner(1));
        gateway.put(now - 1, winner(2));
        page = CHROMIUM.viewer().newPage();
        page.navigate(gateway.url());
        assertThat(page.locator("#count")).hasText("2");
    }

    private Winner winner(long auction) {
        return new Winner(auction, "Custom Art", 90, 4, now - 1_000 + auction);
    }

    @AfterEach
    void close() {
        page.context().close();
        gateway.close();
    }

    @Test
    void resumesAfterARestartWithoutDuplicateRows() {
        gateway.goAway();
        assertThat(page.locator("#state")).hasText(Pattern.compile("Reconnecting"));
        gateway.put(now + 1, winner(3));
        gateway.progress(now + 2);

        gateway.comeBack();

        assertThat(page.locator("#count")).hasText("3");
        assertThat(page.locator("#state")).hasText(LIVE);
        assertThat(Chromium.column(page, "auction_id")).containsExactly("3", "2", "1");
        assertThat(resumePosition()).contains(Long.toString(now));
    }

    /** Where the last request went on: the browser sends a header, the page a parameter where the browser gave up. */
    private String resumePosition() {
        var request = gateway.requests().getLast();
        return request.lastEventId().orElse(request.query());
    }

    @Test
    void comesBackAfterADrain() {
        gateway.drain();
        await().untilAsserted(() -> assertThat(gateway.connections()).isOne());
        gateway.put(now + 1, winner(3));
        gateway.progress(now + 2);

        assertThat(page.locator("#count")).hasText("3");
        assertThat(gateway.requests().getLast().lastEventId()).contains(now + "~AbC_");
    }

    @Test
    void sharesOneConnectionBetweenTabs() {
        var second = page.context().newPage();
        second.navigate(gateway.url());
        assertThat(second.locator("#count")).hasText("2");

        gateway.put(now + 1, winner(3));
        gateway.progress(now + 2);

        assertThat(page.locator("#count")).hasText("3");
        assertThat(second.locator("#count")).hasText("3");
        assertThat(gateway.requests()).hasSize(1);
        page.close();
        gateway.put(now + 3, winner(4));
        gateway.progress(now + 4);
        assertThat(second.locator("#count")).hasText("4");
    }

    @Test
    void worksWithoutSharedWorkers() {
        var context = CHROMIUM.viewer();
        context.addInitScript("delete globalThis.SharedWorker");
        var alone = context.newPage();
        alone.navigate(gateway.url());
        assertThat(alone.locator("#count")).hasText("2");

        gateway.put(now + 1, winner(3));
        gateway.progress(now + 2);

        assertThat(alone.locator("#count")).hasText("3");
        assertThat(gateway.requests()).hasSize(2);
        context.close();
        await().untilAsserted(() -> assertThat(gateway.connections()).isOne());
    }

    @Test
    void closesTheConnectionWithItsLastTab() {
        page.navigate("about:blank");

        await().untilAsserted(() -> assertThat(gateway.connections()).isZero());
    }

    @Test
    void saysSinceWhenTimeStandsStill() {
        assertThat(page.locator("#state")).hasText(LIVE);

        page.clock().setFixedTime(now + 60_000);

        assertThat(page.locator("#state")).hasText(Pattern.compile("Stale since \\d\\d:\\d\\d:\\d\\d"));
        assertThat(page.locator("#sentence")).containsText("Nothing newer than");
    }

    @Test
    void saysWhyTheStreamWasReset() {
        gateway.put(now + 1, winner(3));

        gateway.resetNext("id is older than the retained deletions");

        assertThat(page.locator("#sentence")).containsText("older than the retained deletions");
        assertThat(page.locator("#count")).hasText("3");
        assertThat(page.locator("#state")).hasText(LIVE);
    }
}
