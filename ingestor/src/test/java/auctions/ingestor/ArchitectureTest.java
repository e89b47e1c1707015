package auctions.ingestor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tree is the data's path: imports point upstream, and each technology has its rooms. */
class ArchitectureTest {

    private static final String ROOT = "auctions.ingestor";

    private static final String DECODE = "auctions.ingestor.decode";

    private static final String SUBSCRIBE = "auctions.ingestor.subscribe";

    private static final String KAFKA = "auctions.ingestor.kafka";

    private static final String LEADERSHIP = "auctions.ingestor.leadership";

    private static final String TOPIC = "auctions.ingestor.topic";

    /** In the order of the data: each may import those before it, and the root may import all. */
    private static final List<String> ROOMS = List.of(DECODE, SUBSCRIBE, KAFKA, LEADERSHIP, TOPIC);

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("auctions.ingestor");

    @Test
    void importsPointUpstream() {
        for (int i = 0; i < ROOMS.size(); i++) {
            var downstream = Stream.concat(Stream.of(ROOT), ROOMS.stream().skip(i + 1L));
            noClasses()
                    .that()
                    .resideInAPackage(ROOMS.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(downstream.toArray(String[]::new))
                    .check(MAIN);
        }
    }

    @Test
    void filesOfOnePackageDoNotImportInCircles() {
        slices().assignedFrom(new FileOfItsOwn()).should().beFreeOfCycles().check(MAIN);
    }

    /**
     * Assigns each class to the file that it is in, by its package and its outermost class. What decode renders has a
     * circle by nature: a cell may be a list, whose elements are cells.
     */
    private static final class FileOfItsOwn implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().equals(DECODE)
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(javaClass.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "files";
        }
    }

    @Test
    void eachTechnologyHasItsRooms() {
        onlyIn(List.of(SUBSCRIBE), "java.sql..", "org.postgresql..");
        onlyIn(List.of(KAFKA, LEADERSHIP, TOPIC), "org.apache.kafka..");
        onlyIn(List.of(TOPIC), "tools.jackson..");
    }

    private static void onlyIn(List<String> rooms, String... technology) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology)
                .check(MAIN);
    }

    @Test
    void timeAndThreadsComeInFromOutside() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Configuration")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(MAIN);
    }

    @Test
    void injectionIsByConstructor() {
        noFields().should().beAnnotatedWith(Autowired.class).check(MAIN);
    }

    @Test
    void filesAreShort() throws IOException {
        assertThat(SourceFiles.tooLong(Path.of("src"))).isEmpty();
    }
}
