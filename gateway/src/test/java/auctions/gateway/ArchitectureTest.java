package auctions.gateway;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.SourceFiles;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The tree is the data's path: topic, log, filter, fanout, pump, sse, login; before them what all properties have in common. Imports point
 * upstream only, and each technology has one place.
 */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("auctions.gateway");

    /** The rooms in the order of the data: each may import those before it. */
    private static final List<String> ROOMS =
            List.of("properties", "topic", "log", "filter", "fanout", "pump", "sse", "login");

    @Test
    void importsPointUpstream() {
        for (int room = 0; room < ROOMS.size(); room++) {
            var later = ROOMS.subList(room + 1, ROOMS.size()).stream().map(ArchitectureTest::room);
            noClasses()
                    .that()
                    .resideInAPackage(room(ROOMS.get(room)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            Stream.concat(later, Stream.of("auctions.gateway")).toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    /** Also between the files of one room, where the rooms were built so: each file can be read after those it names. */
    @Test
    void filesNameEachOtherOneWay() {
        for (var room : List.of("topic", "log", "filter", "fanout")) {
            var files = new TreeMap<String, Set<String>>();
            CLASSES.stream()
                    .filter(type -> type.getPackageName().equals(room(room)))
                    .forEach(type -> files.computeIfAbsent(file(type), _ -> new TreeSet<>())
                            .addAll(filesNamedBy(type)));
            while (files.values().removeIf(Set::isEmpty)) {
                files.values().forEach(named -> named.retainAll(files.keySet()));
            }
            assertThat(files)
                    .as("files of %s that name each other in a circle", room)
                    .isEmpty();
        }
    }

    private static Set<String> filesNamedBy(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().equals(type.getPackageName()))
                .map(ArchitectureTest::file)
                .filter(file -> !file.equals(file(type)))
                .collect(Collectors.toSet());
    }

    private static String file(JavaClass type) {
        return type.getSource().flatMap(Source::getFileName).orElseThrow();
    }

    private static String room(String name) {
        return "auctions.gateway." + name;
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
                .resideOutsideOfPackages("auctions.gateway.sse", "auctions.gateway.login", "auctions.gateway")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.apache.catalina..", "org.apache.coyote..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("auctions.gateway.login")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.security..", "com.nimbusds..")
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
                .resideInAnyPackage(room("log"), room("filter"), room("fanout"))
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
