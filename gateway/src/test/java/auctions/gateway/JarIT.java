package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as it is run: what `java -jar` is told by its manifest, and what it starts. */
class JarIT {
    private static final int MAJOR_VERSION_AT = 6;
    private static final int JAVA_17 = 61;

    @Test
    void allowsTheCallOfSend() throws IOException {
        try (var jar = new JarFile(Path.of("target", "gateway.jar").toFile())) {
            var attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue("Add-Exports")).isEqualTo("java.base/sun.nio.ch");
            assertThat(attributes.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }

    @ParameterizedTest
    @CsvSource({"../ingestor/target/ingestor.jar, auctions.ingestor", "target/gateway.jar, auctions.gateway"})
    void beginsWithAClassThatAnOlderJavaCanRun(Path file, String room) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Start-Class"))
                    .isEqualTo(room + ".Launcher");
            var launcher = jar.getEntry("BOOT-INF/classes/" + room.replace('.', '/') + "/Launcher.class");
            try (var classFile = new DataInputStream(jar.getInputStream(launcher))) {
                classFile.skipNBytes(MAJOR_VERSION_AT);
                assertThat(classFile.readUnsignedShort()).isEqualTo(JAVA_17);
            }
        }
    }
}
