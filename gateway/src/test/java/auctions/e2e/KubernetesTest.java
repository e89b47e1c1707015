package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests are what Kubernetes understands, to the last field, and agree with the services and with themselves. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("../.kubernetes");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "apps/v1 Deployment", Deployment.class,
            "v1 Service", Service.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);

    /** As strict as a server that validates: no field that the type has not, no value of another type. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated member) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> {
                for (var shape :
                        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
                    text.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .build();

    @Test
    void kustomizationNamesEveryFile() throws IOException {
        var kustomization = read("kustomization.yaml").getFirst();
        try (var files = Files.list(FOLDER)) {
            assertThat(kustomization.get("resources").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.equals("kustomization.yaml"))
                                    .toList());
        }
    }

    @Test
    void configurationIsThatOfTheServices() throws IOException {
        var known = Files.readAllLines(Path.of("../example.env"));

        assertThat(read("kustomization.yaml")
                        .getFirst()
                        .at("/configMapGenerator/0/literals")
                        .valueStream())
                .isNotEmpty()
                .allSatisfy(literal -> {
                    var name = literal.asString().split("=")[0];
                    assertThat(known).anyMatch(line -> line.startsWith(name + "="));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingestor", "gateway"})
    void selectorsFindThePodsOfTheirFile(String service) throws IOException {
        var objects = objects(service + ".yaml");
        var pods = deployment(objects).getSpec().getTemplate().getMetadata().getLabels();

        assertThat(objects)
                .hasSizeGreaterThan(1)
                .allSatisfy(object ->
                        assertThat(pods.entrySet()).containsAll(selector(object).entrySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingestor", "gateway"})
    void containersAreThoseOfCompose(String service) throws IOException {
        var pod = deployment(objects(service + ".yaml")).getSpec().getTemplate();
        var container = pod.getSpec().getContainers().getFirst();
        var compose =
                new YAMLMapper().readTree(Path.of("../docker-compose.yml")).at("/services/" + service);
        var exposed = Files.readString(Path.of("../.compose/Dockerfile"));

        assertThat(container.getImage()).isEqualTo(compose.get("image").asString());
        assertThat(container.getResources().getLimits().get("memory").toString())
                .isEqualTo(compose.at("/deploy/resources/limits/memory").asString() + "i");
        assertThat(container.getPorts())
                .allSatisfy(port -> assertThat(exposed).containsPattern("EXPOSE.* " + port.getContainerPort()));
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe()))
                .extracting(KubernetesTest::asks)
                .containsOnly("management/actuator/health/liveness");
        assertThat(asks(container.getReadinessProbe())).isEqualTo("management/actuator/health/readiness");
        assertThat(pod.getSpec().getEnableServiceLinks())
                .as("a Service named gateway would set GATEWAY_PORT")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, spec: {port: []}}",
                "{apiVersion: v1, kind: Service, spec: {selector: {app: 1}}}",
                "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: '2'}}",
                "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{readyProbe: {}}]}}}}"
            })
    void refusesWhatKubernetesDoes(String manifest) {
        var document = new YAMLMapper().readTree(manifest);

        assertThatThrownBy(() -> object(document)).isInstanceOf(JacksonException.class);
    }

    private static List<HasMetadata> objects(String file) throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var document : read(file)) {
            objects.add(object(document));
        }
        return objects;
    }

    private static HasMetadata object(JsonNode document) {
        var kind = document.get("apiVersion").asString() + " "
                + document.get("kind").asString();
        assertThat(KINDS).containsKey(kind);
        return STRICT.readValue(document.toString(), KINDS.get(kind));
    }

    private static List<JsonNode> read(String file) throws IOException {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(FOLDER.resolve(file))) {
            return documents.readAll();
        }
    }

    private static Deployment deployment(List<HasMetadata> objects) {
        return objects.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> selector(HasMetadata object) {
        return switch (object) {
            case Deployment deployment -> deployment.getSpec().getSelector().getMatchLabels();
            case Service service -> service.getSpec().getSelector();
            case PodDisruptionBudget budget -> budget.getSpec().getSelector().getMatchLabels();
            default -> throw new IllegalArgumentException("no selector: " + object);
        };
    }

    private static String asks(Probe probe) {
        return probe.getHttpGet().getPort().getStrVal() + probe.getHttpGet().getPath();
    }
}
