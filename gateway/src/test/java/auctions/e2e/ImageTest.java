package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.load.Training;
import com.sun.security.auth.module.Krb5LoginModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.sasl.Sasl;
import org.junit.jupiter.api.Test;

/** What is known of the images without building them. */
class ImageTest {

    private static final Pattern MODULES = Pattern.compile("--add-modules (.*?)\\n\\n", Pattern.DOTALL);

    /** The modules of the Java runtime in the images. */
    private static List<String> modules() throws IOException {
        var matcher = MODULES.matcher(Files.readString(Path.of("../.compose/Dockerfile")));
        assertThat(matcher.find()).isTrue();
        return Arrays.stream(matcher.group(1).split("[,\\\\\\s]+"))
                .filter(module -> !module.isEmpty())
                .toList();
    }

    @Test
    void endsTheProcessWhenMemoryRunsOutWhereverItIsStarted() throws IOException {
        var flag = "-XX:+ExitOnOutOfMemoryError";

        assertThat(Files.readString(Path.of("../.compose/java.options")))
                .containsPattern("(?m)^" + Pattern.quote(flag) + "$");
        assertThat(Files.readString(Path.of("../.compose/Dockerfile"))
                        .lines()
                        .filter(line -> line.startsWith("ENTRYPOINT")))
                .hasSize(2)
                .allMatch(line -> line.contains("@java.options"));
        assertThat(Files.readString(Path.of("pom.xml"))).containsPattern("<jvmArguments>.*" + Pattern.quote(flag));
    }

    @Test
    void isTrainedByAProgramThatThereIs() throws IOException {
        assertThat(Files.readString(Path.of("../.compose/train"))).contains(" " + Training.class.getName() + " ");
    }

    @Test
    void logsInJson() throws IOException {
        assertThat(Files.readString(Path.of("../.compose/Dockerfile")))
                .containsPattern("(?m)^ENV .*LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs");
    }

    @Test
    void runtimeHasWhatKafkaNeedsToLogInByKerberos() throws IOException {
        var gssapi = Collections.list(Sasl.getSaslClientFactories()).stream()
                .filter(factory ->
                        Arrays.asList(factory.getMechanismNames(null)).contains("GSSAPI"))
                .map(factory -> factory.getClass().getModule().getName());

        assertThat(modules())
                .contains(Krb5LoginModule.class.getModule().getName())
                .containsAll(gssapi.toList())
                .contains("jdk.naming.dns");
    }
}
