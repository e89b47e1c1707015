package auctions.client;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.client.Conversation.State;
import auctions.e2e.SseClient;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Clients in Java survive every conversation: the example on okhttp-eventsource, and the client that these tests use elsewhere. */
@Timeout(30)
class ConformanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ConversingGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new ConversingGateway();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    static List<String> names() {
        return Conversation.names().toList();
    }

    @Test
    void thereAreConversations() {
        assertThat(names()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("names")
    void exampleOnOkhttpEventsourceShowsExactlyTheStates(String name) throws Exception {
        var conversation = Conversation.read(name);
        var view = new FollowedView(conversation.key());
        var shown = new ArrayList<State>();
        var uri = URI.create("http://localhost:%d/%s/subscribe?progress=true".formatted(gateway.port(), name));
        var builder = new EventSource.Builder(ConnectStrategy.http(uri)).errorStrategy(ErrorStrategy.alwaysContinue());
        try (var source = builder.build()) {
            for (var event : source.messages()) {
                if (view.take(event.getEventName(), event.getData())) {
                    shown.add(state(event.getData(), view));
                }
                if (shown.size() == conversation.states().size()) {
                    break;
                }
            }
        }

        assertThat(shown).as(conversation.says()).isEqualTo(conversation.sortedStates());
        assertThat(gateway.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void clientOfTheseTestsShowsExactlyTheStates(String name) throws IOException {
        var conversation = Conversation.read(name);
        var view = new FollowedView(conversation.key());
        var shown = new ArrayList<State>();
        var lastEventId = "";
        while (shown.size() < conversation.states().size()) {
            var headers = lastEventId.isEmpty() ? new String[0] : new String[] {"Last-Event-ID: " + lastEventId};
            try (var client = SseClient.open(gateway.port(), "/" + name + "/subscribe?progress=true", headers)) {
                var event = client.next(PATIENCE);
                while (event.isPresent()) {
                    if (view.take(event.get().type(), event.get().data())) {
                        shown.add(state(event.get().data(), view));
                    }
                    boolean done = shown.size() == conversation.states().size();
                    event = done ? Optional.empty() : client.next(PATIENCE);
                }
                lastEventId = client.parser().lastEventId().isEmpty()
                        ? lastEventId
                        : client.parser().lastEventId();
            }
        }

        assertThat(shown).as(conversation.says()).isEqualTo(conversation.sortedStates());
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void exampleInTheDocumentIsTheOneThatIsTested() throws IOException {
        var document = Files.readString(Path.of("src", "contract", "CLIENTS.md"));
        var tested = Files.readString(
                Path.of("src", "test", "java", "auctions", "client", FollowedView.class.getSimpleName() + ".java"));
        var written =
                document.substring(document.lastIndexOf("```java") + "```java".length(), document.lastIndexOf("```"));

        assertThat(tested).containsIgnoringWhitespaces(written);
    }

    private static State state(String progress, FollowedView view) {
        @Nullable
        String asOf = new JsonMapper().readTree(progress).path("mz_timestamp").asString(null);
        return new State(asOf, List.copyOf(view.rows.values())).sorted();
    }
}
