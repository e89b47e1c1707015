package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The jar as it is run: what {@code java -jar} is told by its manifest, and what it starts. */
class JarIT {
    private static final int MAJOR_VERSION_AT = 6;
    private static final int JAVA_17 = 61;
    private static final Pattern MERGED =
            Pattern.compile("META-INF/services/[^/]+|META-INF/spring/.*Configuration\\.imports");
    private static final Set<String> LICENCES = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "CC0-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "LGPL-2.1-only",
            "MIT");

    @Test
    void allowsTheCallOfSend() throws IOException {
        try (var jar = new JarFile(Path.of("target", "gateway.jar").toFile())) {
            var attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue("Add-Exports")).isEqualTo("java.base/sun.nio.ch");
            assertThat(attributes.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }

    /** A licence that is none of these wants a look before it is shipped. */
    @ParameterizedTest
    @ValueSource(strings = {"../ingestor/target/ingestor.jar", "target/gateway.jar"})
    void listsWhatIsInItUnderLicencesThatAreKnown(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var list = jar.getEntry("META-INF/sbom/application.cdx.json");
            Assumptions.assumeThat(list)
                    .as("no list of parts in %s: Maven writes it online only", file)
                    .isNotNull();
            var parts = new JsonMapper().readTree(jar.getInputStream(list)).get("components");

            assertThat(parts.valueStream())
                    .hasSizeGreaterThan(50)
                    .allSatisfy(part -> assertThat(part.path("licenses").findValuesAsString("id"))
                            .isNotEmpty()
                            .isSubsetOf(LICENCES));
        }
    }

    @ParameterizedTest
    @CsvSource({"../ingestor/target/ingestor.jar, auctions.ingestor", "target/gateway.jar, auctions.gateway"})
    void beginsWithAClassThatAnOlderJavaCanRun(Path file, String room) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(room + ".Launcher");
            var launcher = jar.getEntry(room.replace('.', '/') + "/Launcher.class");
            try (var classFile = new DataInputStream(jar.getInputStream(launcher))) {
                classFile.skipNBytes(MAJOR_VERSION_AT);
                assertThat(classFile.readUnsignedShort()).isEqualTo(JAVA_17);
            }
        }
    }

    /** Files of one name in several libraries are one file of the jar, and Spring would start less without a word if one replaced another. */
    @ParameterizedTest
    @CsvSource({
        "../ingestor/target/ingestor-layers.jar, ../ingestor/target/ingestor.jar",
        "target/gateway-layers.jar, target/gateway.jar"
    })
    void namesAllServicesAndConfigurationsOfItsLibraries(Path separate, Path together) throws IOException {
        try (var layers = new JarFile(separate.toFile());
                var jar = new JarFile(together.toFile())) {
            for (var library : layers.stream()
                    .filter(entry -> entry.getName().endsWith(".jar"))
                    .toList()) {
                var named = named(new ZipInputStream(layers.getInputStream(library)));

                for (var file : named.entrySet()) {
                    assertThat(lines(jar.getInputStream(jar.getEntry(file.getKey()))))
                            .as("%s of %s", file.getKey(), library)
                            .containsAll(file.getValue());
                }
            }
        }
    }

    private static Map<String, List<String>> named(ZipInputStream library) throws IOException {
        var named = new HashMap<String, List<String>>();
        for (var entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
            if (MERGED.matcher(entry.getName()).matches()) {
                named.put(entry.getName(), lines(library));
            }
        }
        return named;
    }

    private static List<String> lines(InputStream file) throws IOException {
        return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
