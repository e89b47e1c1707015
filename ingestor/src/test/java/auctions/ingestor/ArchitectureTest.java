package auctions.ingestor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tree is the data's path: imports point upstream, and each technology has one package. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("auctions.ingestor");

    @Test
    void importsPointUpstream() {
        noClasses()
                .that()
                .resideInAPackage("auctions.ingestor.decode")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("auctions.ingestor", "auctions.ingestor.subscribe", "auctions.ingestor.topic")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("auctions.ingestor.subscribe")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("auctions.ingestor", "auctions.ingestor.topic")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("auctions.ingestor.topic")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("auctions.ingestor")
                .check(MAIN);
        slices().matching("auctions.ingestor.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void eachTechnologyHasOnePackage() {
        classes()
                .that(resideInAnyPackage("auctions.ingestor", "auctions.ingestor.decode", "auctions.ingestor.topic"))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("java.sql..", "org.postgresql..")))
                .check(MAIN);
        classes()
                .that(resideInAnyPackage(
                        "auctions.ingestor", "auctions.ingestor.decode", "auctions.ingestor.subscribe"))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("org.apache.kafka..")))
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
