package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar as it is run: what `java -jar` is told by its manifest. */
class JarIT {
    @Test
    void allowsTheCallOfSend() throws IOException {
        try (var jar = new JarFile(Path.of("target", "gateway.jar").toFile())) {
            var attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue("Add-Exports")).isEqualTo("java.base/sun.nio.ch");
            assertThat(attributes.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }
}
