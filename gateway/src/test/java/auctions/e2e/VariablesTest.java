package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** example.env, README and docker-compose.yml tell of the variables that the services read, and of no others. */
class VariablesTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern READ = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+):([^}]*)}");
    private static final Pattern TOLD = Pattern.compile("(?m)^([A-Z][A-Z0-9_]+)=(.*)$");

    /** Spring has these without our doing. */
    private static final Pattern OF_SPRING = Pattern.compile("(SPRING|SERVER|MANAGEMENT)_.*");

    /** Ports that the other services know, and a file that somebody would have to mount. */
    private static final Set<String> NOT_OF_COMPOSE =
            Set.of("GATEWAY_MANAGEMENT_PORT", "INGESTOR_MANAGEMENT_PORT", "MZ_PASSWORD_FILE");

    @Test
    void exampleHasEachVariableWithItsDefault() throws IOException {
        var read = defaults(READ, text("ingestor/src/main/resources/application.yml"));
        read.putAll(defaults(READ, text("gateway/src/main/resources/application.yml")));
        var told = example();

        assertThat(told).containsAllEntriesOf(read);
        assertThat(told.keySet())
                .allMatch(name ->
                        read.containsKey(name) || OF_SPRING.matcher(name).matches());
    }

    /** Of names with one beginning README gives the ends only. */
    @Test
    void readmeNamesEachVariable() throws IOException {
        var readme = text("README.md");

        assertThat(example().keySet())
                .allMatch(name -> readme.contains("`" + name + "`")
                        || readme.contains("`…" + name.substring(name.indexOf("_JWT_") + "_JWT".length()) + "`"));
    }

    @Test
    void composeHasEachVariable() throws IOException {
        var compose = text("docker-compose.yml") + text(".compose/cloud.yml");
        var told = example().keySet();

        assertThat(told).containsAll(NOT_OF_COMPOSE);
        assertThat(told).allMatch(name -> NOT_OF_COMPOSE.contains(name) != compose.contains(name));
    }

    private static Map<String, String> example() throws IOException {
        return defaults(TOLD, text("example.env"));
    }

    private static Map<String, String> defaults(Pattern pattern, String text) {
        var defaults = new TreeMap<String, String>();
        pattern.matcher(text).results().forEach(found -> defaults.put(found.group(1), found.group(2)));
        return defaults;
    }

    private static String text(String file) throws IOException {
        return Files.readString(TOP.resolve(file));
    }
}
