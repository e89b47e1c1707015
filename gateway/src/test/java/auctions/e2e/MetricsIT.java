package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.GatewayApplication;
import auctions.ingestor.IngestorApplication;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What both services measure, beside what the dashboard, the alert rules and the table in OPERATING.md say of that. */
class MetricsIT {
    private static final Path FOLDER = Path.of("../.compose");

    // A histogram has its own suffix in expressions.
    private static final Pattern METRIC = Pattern.compile("(?:ingestor|gateway|process)_\\w+");
    private static final Pattern OURS = Pattern.compile("(?m)^# TYPE ((?:ingestor|gateway)_\\w+) ");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\|([^|]*)\\|");

    private static String measured;

    /** Neither needs Materialize or Kafka to say what it measures. */
    @BeforeAll
    static void measure() {
        var environment = Services.environment("localhost", 1, "localhost:1", "measured");
        try (var ingestor = Services.start(IngestorApplication.class, environment);
                var gateway = Services.start(GatewayApplication.class, environment)) {
            measured = scrape(ingestor) + scrape(gateway);
        }
    }

    /** What a scraper gets. */
    private static String scrape(ConfigurableApplicationContext service) {
        return service.getBean(PrometheusMeterRegistry.class).scrape();
    }

    @Test
    void measuresAllThatTheDashboardShows() {
        var dashboard = new JsonMapper().readTree(FOLDER.resolve("grafana/auctions.json"));

        isMeasured(dashboard.findValuesAsString("expr"));
    }

    @Test
    void measuresAllThatIsWatched() {
        isMeasured(rules().values());
    }

    /** By which the alerts tell views apart. */
    @Test
    void namesTheViewOfAllThatIsWatched() {
        assertThat(rules().values().stream().flatMap(MetricsIT::metrics).distinct())
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(measured).containsPattern("(?m)^" + name + "\\{[^}]*\\bview=\"measured\""));
    }

    private static void isMeasured(Collection<String> expressions) {
        assertThat(expressions.stream().flatMap(MetricsIT::metrics).distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(measured).containsPattern("(?m)^" + name + "[{ ]"));
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group);
    }

    /** The expression of each alert. */
    private static Map<String, String> rules() {
        return new YAMLMapper()
                .readTree(FOLDER.resolve("alerts.yml"))
                .at("/groups/0/rules")
                .valueStream()
                .collect(Collectors.toMap(
                        rule -> rule.get("alert").asString(),
                        rule -> rule.get("expr").asString()));
    }

    @Test
    void tellsEachMetricAndItsAlertsInTheTable() throws IOException {
        var alerts = new TreeMap<String, String>();
        OURS.matcher(measured).results().forEach(found -> alerts.put(found.group(1), ""));
        rules().forEach((alert, expression) -> metrics(expression)
                .distinct()
                .forEach(metric -> alerts.merge(metric, alert, (all, one) -> all.isEmpty() ? one : all + " " + one)));

        var table = ROW.matcher(Files.readString(FOLDER.resolve("OPERATING.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(table.keySet()).isEqualTo(alerts.keySet());
        alerts.forEach((metric, named) -> assertThat(table.get(metric).split("[ ,]+"))
                .as(metric)
                .containsExactlyInAnyOrder((" " + named).split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules alerts.yml", "test rules alerts.test.yml"})
    void takesTheAlertRulesAsPrometheusDoes(String command) throws IOException, InterruptedException {
        var promtool = Programs.find("promtool");
        Assumptions.assumeThat(promtool)
                .as("no promtool on the PATH: the alert rules are not tried")
                .isPresent();

        var words = Stream.concat(promtool.stream().map(Path::toString), Arrays.stream(command.split(" ")));
        var run = new ProcessBuilder(words.toList())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var report = new String(run.getInputStream().readAllBytes(), UTF_8);

        assertThat(run.waitFor()).as(report).isZero();
        assertThat(report).contains("SUCCESS");
    }
}
