package auctions.ingestor.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SubscribePropertiesTest {

    private static SubscribeProperties bind(Map<String, String> properties) {
        var named = new HashMap<String, String>();
        properties.forEach((name, value) -> named.put("ingestor.materialize." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("ingestor.materialize", SubscribeProperties.class);
    }

    @Test
    void hasTheDefaultsOfTheSeed() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SubscribeProperties(
                        "localhost",
                        6875,
                        "materialize",
                        "materialize",
                        "",
                        "",
                        "",
                        "",
                        "prefer",
                        "auction_house",
                        "public",
                        "winning_bids",
                        "auction_id",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10)));
    }

    @Test
    void mapsEveryProperty() {
        var properties = Map.ofEntries(
                Map.entry("host", "mz.example"),
                Map.entry("port", "6876"),
                Map.entry("database", "db"),
                Map.entry("user", "me"),
                Map.entry("email-prefix", "a"),
                Map.entry("email-suffix", "b.example"),
                Map.entry("password", "mzp_1"),
                Map.entry("ssl-mode", "verify-full"),
                Map.entry("cluster", "c"),
                Map.entry("schema", "s"),
                Map.entry("subscribe", "(SELECT 1 AS a)"),
                Map.entry("key", "a,B"),
                Map.entry("connect-timeout", "1s"),
                Map.entry("silence-limit", "2s"),
                Map.entry("patience-max", "3s"));

        assertThat(bind(properties))
                .isEqualTo(new SubscribeProperties(
                        "mz.example",
                        6876,
                        "db",
                        "me",
                        "a",
                        "b.example",
                        "mzp_1",
                        "",
                        "verify-full",
                        "c",
                        "s",
                        "(SELECT 1 AS a)",
                        "a,B",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
    }

    @Test
    void buildsTheUserFromAnEmailAddressUnlessOneIsGiven() {
        var email = Map.of("email-prefix", "me", "email-suffix", "example.com");
        assertThat(bind(email).user()).isEqualTo("me@example.com");

        var both = new HashMap<>(email);
        both.put("user", "other");
        assertThat(bind(both).user()).isEqualTo("other");
    }

    @Test
    void quotesTheRelationPartByPart() {
        assertThat(bind(Map.of("subscribe", "Db.s.\"a b\"")).relationSql()).isEqualTo("\"Db\".\"s\".\"a b\"");
        assertThat(bind(Map.of("subscribe", " (SELECT 1) ")).relationSql()).isEqualTo("(SELECT 1)");
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(bind(Map.of("password", "mzp_secret")).toString()).doesNotContain("mzp_secret");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, secret, prefer",
        "127.0.0.1, secret, prefer",
        "::1, secret, prefer",
        "materialized, '', prefer",
        "materialize.example, secret, require",
        "127.0.0.1.example, secret, require"
    })
    void sendsNoPasswordUnencryptedToAnotherMachineUnlessToldTo(String host, String password, String mode) {
        assertThat(bind(Map.of("host", host, "password", password)).sslMode()).isEqualTo(mode);
        assertThat(bind(Map.of("host", host, "password", password, "ssl-mode", "disable"))
                        .sslMode())
                .isEqualTo("disable");
    }

    @Test
    void readsThePasswordOfEachLoginFromItsFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), " mzp_1 \n");
        var properties = bind(Map.of("host", "mz.example", "password-file", file.toString()));
        assertThat(properties.currentPassword()).isEqualTo(" mzp_1 ");
        assertThat(properties.sslMode()).isEqualTo("require");

        Files.writeString(file, "mzp_2");

        assertThat(properties.currentPassword()).isEqualTo("mzp_2");
        assertThat(properties.toString()).doesNotContain("mzp_");
    }

    @Test
    void refusesAPasswordBesideItsFileAndAFileThatIsNotThere(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), "mzp_1").toString();

        assertThatThrownBy(() -> bind(Map.of("password-file", file, "password", "mzp_2")))
                .rootCause()
                .hasMessage("ingestor.materialize.password-file is '" + file
                        + "', but must not be set together with the password itself, MZ_PASSWORD");
        assertThatThrownBy(() -> bind(Map.of("password-file", file + ".no")))
                .rootCause()
                .hasMessageContaining("must be a file that this process may read");
    }

    @Test
    void saysWhatIsWrongAndWhatIsAllowed() {
        assertThatThrownBy(() -> bind(Map.of("ssl-mode", "maybe")))
                .rootCause()
                .hasMessage("ingestor.materialize.ssl-mode is 'maybe', but must be one of"
                        + " [disable, allow, prefer, require, verify-ca, verify-full]");
        assertThatThrownBy(() -> bind(Map.of("key", "a,a"))).rootCause().hasMessageContaining("each column once");
        assertThatThrownBy(() -> bind(Map.of("port", "0"))).rootCause().hasMessageContaining("between 1 and 65535");
    }

    @Test
    void refusesAHostWithItsPort() {
        assertThatThrownBy(() -> bind(Map.of("host", "mz.example:6875"))).hasStackTraceContaining("MZ_PORT");
        assertThatThrownBy(() -> bind(Map.of("host", "[::1]:6875"))).hasStackTraceContaining("MZ_PORT");
        assertThat(bind(Map.of("host", "::1")).host()).isEqualTo("::1");
    }

    @Test
    void refusesWhatTheLocaleCannotRead() {
        for (var property : List.of("password", "subscribe", "key")) {
            assertThatThrownBy(() -> bind(Map.of(property, "gr\uFFFD\uFFFDn"))).hasStackTraceContaining("LANG=C.UTF-8");
        }
    }
}
