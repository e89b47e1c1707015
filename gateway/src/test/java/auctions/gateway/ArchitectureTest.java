package auctions.gateway;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.SourceFiles;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tree is the data's path: topic, fanout, pump, sse; imports point upstream only, and each technology has one place. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("auctions.gateway");

    @Test
    void importsPointUpstream() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("auctions..")
                .layer("root")
                .definedBy("auctions.gateway")
                .layer("topic")
                .definedBy("auctions.gateway.topic")
                .layer("fanout")
                .definedBy("auctions.gateway.fanout")
                .layer("pump")
                .definedBy("auctions.gateway.pump")
                .layer("sse")
                .definedBy("auctions.gateway.sse")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("sse")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("pump")
                .mayOnlyBeAccessedByLayers("sse", "root")
                .whereLayer("fanout")
                .mayOnlyBeAccessedByLayers("pump", "sse", "root")
                .check(CLASSES);
    }

    @Test
    void eachTechnologyHasOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("auctions.gateway.topic")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("auctions.gateway.sse", "auctions.gateway")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.apache.catalina..", "org.apache.coyote..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("auctions.ingestor..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void theLogNeedsNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage("auctions.gateway.fanout")
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .and()
                .haveSimpleNameNotEndingWith("Properties")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        // All of Spring but the sizes that its properties are given in.
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.apache..",
                        "tools.jackson..",
                        "io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void publicTypesHaveUsersElsewhere() {
        classes()
                .that()
                .haveModifier(PUBLIC)
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("GatewayApplication")
                // Made by the servlet container.
                .and()
                .doNotHaveSimpleName("UpgradedConnection")
                .and()
                .doNotHaveSimpleName("GatewayProtocol")
                .and()
                .doNotHaveSimpleName("ProblemValve")
                .should(haveAUserInAnotherPackage())
                .check(CLASSES);
    }

    @Test
    void timeThreadsAndSleepComeFromOutside() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Configuration")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(CLASSES);
    }

    @Test
    void injectionIsByConstructor() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(CLASSES);
    }

    @Test
    void filesAreShort() throws IOException {
        assertThat(SourceFiles.tooLong(Path.of("src"))).isEmpty();
    }

    private static ArchCondition<JavaClass> haveAUserInAnotherPackage() {
        return new ArchCondition<>("have a user in another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used = Stream.concat(
                                Stream.of(type),
                                type.getPackage().getClasses().stream()
                                        .filter(each -> each.getName().startsWith(type.getName() + "$")))
                        .flatMap(each -> each.getDirectDependenciesToSelf().stream())
                        .map(dependency -> dependency.getOriginClass().getPackageName())
                        .anyMatch(user -> !user.equals(type.getPackageName()));
                events.add(new SimpleConditionEvent(type, used, type.getName() + " has no user in another package"));
            }
        };
    }
}
