package auctions.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.e2e.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The page's modules that need no browser, tested by {@code node --test}; skipped, with a word, where there is no node. */
class PageModulesTest {
    private static final Path TESTS = Path.of("src", "test", "js");

    @Test
    void theModulesWithoutDomDoAsTheirOwnTestsSay() throws IOException, InterruptedException {
        var node = Programs.find("node");
        Assumptions.assumeThat(node)
                .as("no node on the PATH: the page's modules are not tested")
                .isPresent();

        var run = new ProcessBuilder(
                        node.orElseThrow().toString(), "--experimental-detect-module", "--test", TESTS + File.separator)
                .redirectErrorStream(true)
                .start();
        var report = new String(run.getInputStream().readAllBytes(), UTF_8);

        assertThat(run.waitFor()).as(report).isZero();
        assertThat(report).containsPattern("# pass [1-9]");
    }
}
