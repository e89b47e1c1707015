package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.Row;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations recorded at a real server (v26.22), held again with the simulated one. In a transcript, {@code >} is the
 * client, {@code <} the server, and {@code !} what happened to the database meanwhile. Rows of one time stand sorted, for
 * the real server sends them in no order.
 */
class TranscriptsTest {
    private static final Pattern SETTING = Pattern.compile("(\\w+)\\[([^]]*)]");

    private final AtomicLong clock = new AtomicLong();
    private final SimulatedMaterialize materialize = SimulatedMaterialize.builder()
            .clock(clock::get)
            .progressInterval(Duration.ZERO)
            .start();

    @AfterEach
    void close() {
        materialize.close();
    }

    static Stream<Path> transcripts() throws IOException, URISyntaxException {
        var folder = TranscriptsTest.class.getResource("transcripts").toURI();
        return Files.list(Path.of(folder)).sorted();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void answersAsTheRealServerDid(Path transcript) throws IOException {
        try (var client = new WireClient(materialize.port())) {
            for (var line : Files.readAllLines(transcript)) {
                var text = line.substring(2);
                switch (line.charAt(0)) {
                    case '#' -> assertThat(text).isNotBlank();
                    case '!' -> happen(text, client);
                    case '>' -> say(text, client);
                    case '<' -> assertThat(client.next()).isEqualTo(text);
                    default -> throw new IllegalArgumentException("no line of a transcript: " + line);
                }
            }
        }
    }

    private static void say(String message, WireClient client) throws IOException {
        if (message.startsWith("startup ")) {
            var settings = new LinkedHashMap<String, String>();
            SETTING.matcher(message).results().forEach(setting -> settings.put(setting.group(1), setting.group(2)));
            client.startup(settings);
        } else {
            client.query(message.substring("Q ".length()));
        }
    }

    private void happen(String event, WireClient client) throws IOException {
        var words = event.split(" ", 3);
        var rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "clock" -> clock.set(Long.parseLong(words[1]));
            case "define" -> materialize.define(event.substring("define ".length()));
            case "relation" ->
                materialize.createRelation(words[1], columns(rest)).automatic(false);
            case "change" -> change(words[1], rest.split(" ", 3));
            case "begin" -> {
                materialize.relation(words[1]).advanceTo(Long.parseLong(rest) + 1);
                materialize.relation(words[1]).rewind(Long.parseLong(rest) + 1);
            }
            case "frontier" -> materialize.relation(words[1]).advanceTo(Long.parseLong(rest));
            case "poison" -> materialize.relation(words[1]).poison("XX000", rest);
            case "drop" -> materialize.faults().dropObject(words[1]);
            case "deny" -> materialize.faults().denySelect(words[1], true);
            case "cancel" -> client.cancel();
            default -> throw new IllegalArgumentException("nothing that happens: " + event);
        }
    }

    private static Column[] columns(String declared) {
        var types = Map.of(
                "bigint", ColumnType.BIGINT,
                "integer", ColumnType.INTEGER,
                "text", ColumnType.TEXT,
                "timestamptz", ColumnType.TIMESTAMPTZ);
        return Arrays.stream(declared.split(" "))
                .map(column -> column.split(":"))
                .map(column -> new Column(
                        column[0], Optional.ofNullable(types.get(column[1])).orElseThrow()))
                .toArray(Column[]::new);
    }

    private void change(String relation, String[] words) {
        var cells = (Object[]) words[2].split("\\|", -1);
        materialize
                .relation(relation)
                .changeAt(Long.parseLong(words[0]), new Diff(Long.parseLong(words[1]), Row.of(cells)));
    }
}
