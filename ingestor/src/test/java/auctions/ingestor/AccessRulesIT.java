package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.SimulatedMaterialize;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The access rules of OPERATING.md are enough for the ingestor, and not one of them is too many. */
class AccessRulesIT {
    private static final String USER = "ingestor";

    @TempDir
    private static Path folder;

    private static SecureBroker broker;
    private static SimulatedMaterialize materialize;

    private final String topic = "rules-" + UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(folder, USER);
        materialize = SimulatedMaterialize.builder()
                .progressInterval(Duration.ofMillis(50))
                .start();
        materialize
                .createRelation("winners", new Column("id", ColumnType.BIGINT), new Column("item", ColumnType.TEXT))
                .retain(Duration.ofHours(1))
                .commit(Diff.insert(1, "a"));
    }

    @AfterAll
    static void stop() {
        materialize.close();
        broker.close();
    }

    /** Each way to show who one is. */
    static Stream<Map<String, String>> logins() {
        return Stream.of(broker.byScram(USER), broker.byCertificate(USER), broker.byToken(USER));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void publishesWithTheseRules(Map<String, String> login) throws Exception {
        publishWithAllRules(login);
    }

    private void publishWithAllRules(Map<String, String> login) throws Exception {
        broker.allowOnly(AccessRules.of(USER, topic));
        try (var ingestor = ingestor(login)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingestor.health("readiness") == 200);
        }
    }

    /** Each right once, whatever topics it is on. */
    static Stream<Arguments> rights() throws IOException {
        return AccessRules.of(USER, "t").stream()
                .map(rule -> List.of(rule.pattern().resourceType(), rule.entry().operation()))
                .distinct()
                .map(right -> Arguments.of(right.toArray()));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void namesTheRightThatIsMissing(ResourceType type, AclOperation operation) throws Exception {
        if (type == ResourceType.TOPIC && operation == AclOperation.READ) {
            // Only what is there is read.
            publishWithAllRules(broker.byScram(USER));
        }
        broker.allowOnly(AccessRules.of(USER, topic).stream()
                .filter(rule -> !isOf(rule, type, operation))
                .toList());
        if (operation == AclOperation.DELETE) {
            makeAnEmptyTopicThatIsNotFit();
        }

        try (var ingestor = ingestor(broker.byScram(USER))) {
            assertThat(ingestor.end())
                    .isInstanceOfSatisfying(
                            IngestorState.Failed.class,
                            failed -> assertThat(failed.message())
                                    .contains("the right " + SecurityUtils.operationName(operation) + " on "));
        }
    }

    private static boolean isOf(AclBinding rule, ResourceType type, AclOperation operation) {
        return rule.pattern().resourceType() == type && rule.entry().operation() == operation;
    }

    private void makeAnEmptyTopicThatIsNotFit() throws Exception {
        var unfit = new NewTopic(topic, Optional.of(2), Optional.empty());
        broker.admin().createTopics(List.of(unfit)).all().get();
    }

    private RunningIngestor ingestor(Map<String, String> login) {
        var properties = new HashMap<>(login);
        var address = properties.remove("spring.kafka.bootstrap-servers");
        properties.put("ingestor.materialize.subscribe", "winners");
        properties.put("ingestor.materialize.key", "id");
        properties.put("ingestor.materialize.cluster", "quickstart");
        return RunningIngestor.start(
                address,
                materialize.port(),
                topic,
                properties.entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }
}
