package auctions.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.client.Conversation;
import auctions.client.Conversation.State;
import auctions.client.ConversingGateway;
import auctions.e2e.Brokers;
import auctions.gateway.GatewayApplication;
import com.microsoft.playwright.Page;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.json.JsonMapper;

/** The page as the gateway serves it, over a real topic. */
class GatewayPageIT {

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final String FOLLOW = """
            async ({ client, url, states }) => {
              const { subscribe } = await import(client);
              const shown = [];
              await new Promise((resolve) => {
                const view = subscribe(url, {
                  onChange({ asOf }) {
                    shown.push({ asOf, rows: Array.from(view.rows.values(), ({ text }) => text).sort() });
                    if (shown.length < states) return;
                    view.close();
                    resolve();
                  },
                });
              });
              return JSON.stringify(shown);
            }""";

    private final long now = System.currentTimeMillis();
    private TopicFeed topic;
    private String topicName;
    private ConfigurableApplicationContext gateway;
    private Page page;

    @BeforeEach
    void open(TestInfo test) throws ExecutionException, InterruptedException {
        topicName = test.getTestMethod().orElseThrow().getName();
        topic = new TopicFeed(BROKER.getBrokersAsString(), topicName, now);
        topic.commit(now, winner(1), winner(2));
        gateway = start(0);
        page = CHROMIUM.viewer().newPage();
        page.navigate("http://localhost:" + port());
        assertThat(page.locator("#count")).hasText("2");
    }

    private Winner winner(long auction) {
        return new Winner(auction, "Custom Art", 90, 4, now - 10_000 + auction);
    }

    private ConfigurableApplicationContext start(int port) {
        return start(port, topicName);
    }

    private static ConfigurableApplicationContext start(int port, String topicName) {
        return SpringApplication.run(
                GatewayApplication.class,
                "--server.port=" + port,
                "--gateway.management.port=0",
                "--gateway.topic.names=" + topicName,
                "--spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString());
    }

    private int port() {
        return port(gateway);
    }

    private static int port(ConfigurableApplicationContext gateway) {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterEach
    void close() {
        page.context().close();
        gateway.close();
        topic.close();
    }

    @Test
    void showsArrivalsCorrectionsAndDeletions() throws ExecutionException, InterruptedException {
        topic.commit(now + 1, winner(3));
        topic.commit(now + 2, winner(2).withAmount(95));
        topic.delete(now + 3, winner(1));

        assertThat(page.locator(".row.deleted [data-column=auction_id]")).hasText("1 deleted");
        assertThat(page.locator(".row.corrected [data-column=amount]")).hasText("95 was 90");
        assertThat(page.locator("#count")).hasText("2");
        assertThat(Chromium.column(page, "auction_id")).containsExactly("3", "2", "1");
        assertThat(page.locator("#state")).hasText("Live");
    }

    @Test
    void saysThatTheTopicIsMissing() {
        try (var other = start(0, "nowhere")) {
            page.navigate("http://localhost:" + port(other));

            assertThat(page.locator("#state")).hasText("Not ready");
            assertThat(page.locator("#sentence")).hasText("The gateway is not ready: topic does not exist yet.");
            assertThat(page.locator("h1")).hasText("nowhere");
        }
    }

    @Test
    void paintsABusyTopicWithoutProgress() throws ExecutionException, InterruptedException {
        try (var bare = TopicFeed.withoutProgress(BROKER.getBrokersAsString(), "bare", now);
                var other = start(0, "bare")) {
            bare.commit(now, winner(1), winner(2));
            page.navigate("http://localhost:" + port(other));
            assertThat(page.locator("#count")).hasText("2");
            assertThat(page.locator("#state")).hasText("Live");

            bare.commit(now + 1, winner(3));
            bare.delete(now + 2, winner(1));

            assertThat(page.locator(".row.deleted")).hasCount(1);
            assertThat(page.locator("#count")).hasText("2");
            assertThat(page.locator("#sentence")).containsText("This topic carries no progress");
        }
    }

    @Test
    void filtersAtTheGateway() throws ExecutionException, InterruptedException {
        topic.commit(now + 1, new Winner(3, "Gift Basket", 95, 68, now));
        page.locator("[data-item='Gift Basket']").click();
        assertThat(page.locator("#count")).hasText("1");

        page.navigate("http://localhost:" + port() + "/?nonsense=1");

        assertThat(page.locator("#state")).hasText("Refused");
        assertThat(page.locator("#sentence")).containsText("nonsense");
    }

    @Test
    void resumesWhereItWasWhenTheGatewayRestarts() throws ExecutionException, InterruptedException {
        var port = port();
        gateway.close();
        assertThat(page.locator("#state")).hasText(Pattern.compile("Reconnecting"));
        topic.commit(now + 1, winner(3));

        gateway = start(port);

        assertThat(page.locator("#count")).hasText("3");
        assertThat(page.locator("#state")).hasText("Live");
        assertThat(Chromium.column(page, "auction_id")).containsExactly("3", "2", "1");
        assertThat(page.locator(".row.corrected")).hasCount(0);
    }

    @Test
    void followsTheViewThatIsChosen() throws ExecutionException, InterruptedException {
        try (var second = new TopicFeed(BROKER.getBrokersAsString(), "second", now);
                var other = start(0, topicName + ",second")) {
            second.commit(now, winner(7));
            page.navigate("http://localhost:" + port(other) + "/?item=Custom%20Art");
            assertThat(page.locator("#count")).hasText("2");

            page.locator("#views").selectOption("second");

            assertThat(page).hasURL("http://localhost:" + port(other) + "/#view=second");
            assertThat(page.locator("#count")).hasText("1");
            assertThat(page.locator("#curl")).containsText("/subscribe/second'");
            second.commit(now + 1, winner(8));
            assertThat(page.locator("#count")).hasText("2");
            assertThat(Chromium.column(page, "auction_id")).containsExactly("8", "7");
            page.reload();
            assertThat(page.locator("#views")).hasValue("second");
            assertThat(page.locator("#count")).hasText("2");
            page.goBack();
            page.setViewportSize(360, 640);
            assertThat(page.locator("#views")).hasValue("");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
            assertThat(page.locator(".body [data-column=auction_id] .value")).hasText(new String[] {"2", "1"});
        }
    }

    @Test
    void letsBrowsersKeepFilesForEverAndAskForThePageEachTime() throws Exception {
        var index = get("/", "Accept-Encoding", "gzip");
        assertThat(index.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(index.headers().firstValue("Content-Encoding")).hasValue("gzip");
        var etag = index.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/", "If-None-Match", etag).statusCode()).isEqualTo(304);

        var script = page.locator("script").getAttribute("src");
        assertThat(script).matches("[0-9a-f]{12}/js/main\\.js");
        var file = get("/" + script, "Accept-Encoding", "gzip");
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000", "immutable");
        assertThat(file.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        for (var other : List.of("/js/main.js", "/0123456789ab/js/main.js")) {
            var unversioned = get(other, "Accept", "*/*");
            assertThat(unversioned.statusCode()).isEqualTo(200);
            assertThat(unversioned.headers().firstValue("Cache-Control")).hasValue("no-cache");
        }
    }

    @Test
    void servesItsClientToPagesOfAnyOrigin() throws Exception {
        var client = get("/client.js", "Accept-Encoding", "gzip");
        assertThat(client.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(client.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(client.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(client.body()).hasSizeLessThanOrEqualTo(4 << 10);
        var etag = client.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/client.js", "If-None-Match", etag).statusCode()).isEqualTo(304);

        var location = client.headers().firstValue("Content-Location").orElseThrow();
        var kept = get("/" + location, "Accept", "*/*");
        assertThat(kept.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000", "immutable");
        var other = get("/0123456789ab/client.js", "Accept", "*/*");
        assertThat(other.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(other.headers().firstValue("Content-Location")).hasValue("../" + location);
    }

    /** By EventSource in a browser, from a page of another origin, in the one file that the gateway makes. */
    @Test
    void itsClientSurvivesEveryConversation() throws Exception {
        try (var conversing = new ConversingGateway()) {
            page.navigate("http://localhost:" + conversing.port());
            for (var name : Conversation.names().toList()) {
                var conversation = Conversation.read(name);
                var asked = Map.of(
                        "client", "http://localhost:" + port() + "/client.js",
                        "url", "/" + name + "/subscribe",
                        "states", conversation.states().size());

                var shown = new JsonMapper().readTree((String) page.evaluate(FOLLOW, asked));

                assertThat(shown)
                        .as(name)
                        .isEqualTo(new JsonMapper()
                                .valueToTree(conversation.states().stream()
                                        .map(State::sorted)
                                        .toList()));
            }
            assertThat(conversing.complaints()).isEmpty();
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .headers(headers)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void countsTwoTabsAsOneSubscriber() {
        var second = page.context().newPage();
        second.navigate("http://localhost:" + port());
        assertThat(second.locator("#count")).hasText("2");

        assertThat(subscribers()).isEqualTo(1);

        page.navigate("about:blank");
        second.navigate("about:blank");
        await().untilAsserted(() -> assertThat(subscribers()).isZero());
    }

    private double subscribers() {
        return gateway.getBean(MeterRegistry.class)
                .get("gateway.subscribers")
                .gauge()
                .value();
    }
}
