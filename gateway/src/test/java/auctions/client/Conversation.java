package auctions.client;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a gateway sends to a client, connection by connection, and what the client then holds; as the files below
 * {@code src/contract/conformance} say it.
 *
 * @param says what it shows
 * @param states what the client holds after each step
 */
public record Conversation(String says, List<String> key, List<Connection> connections, List<State> states) {
    private static final Path FOLDER = Path.of("src", "contract", "conformance");
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * One answer.
     *
     * @param after the id that the client comes with; null or empty for none
     * @param pieces the bytes as text, each piece written by itself
     * @param everyByte whether each byte is
     */
    public record Connection(@Nullable String after, List<String> pieces, boolean everyByte) {}

    /**
     * What is held.
     *
     * @param asOf the frontier; null on a topic without progress
     * @param rows the data of each row
     */
    public record State(@Nullable String asOf, List<String> rows) {
        /** The same in an order that can be compared. */
        public State sorted() {
            return new State(asOf, rows.stream().sorted().toList());
        }
    }

    /** The names of all. */
    public static Stream<String> names() {
        var files = FOLDER.toFile().list((_, name) -> name.endsWith(".json"));
        return Stream.of(files == null ? new String[0] : files)
                .sorted()
                .map(name -> name.substring(0, name.length() - ".json".length()));
    }

    /** One of them. */
    public static Conversation read(String name) {
        return JSON.readValue(FOLDER.resolve(name + ".json").toFile(), Conversation.class);
    }

    List<State> sortedStates() {
        return states.stream().map(State::sorted).toList();
    }
}
