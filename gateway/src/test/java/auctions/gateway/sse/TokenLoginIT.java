package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseClient;
import auctions.e2e.SseEvent;
import auctions.e2e.TestIssuer;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Who may ask, with tokens of an issuer that shows its keys over HTTP. */
class TokenLoginIT {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    @TempDir
    private static Path folder;

    private static TestIssuer issuer;
    private static HandWrittenTopic topic;
    private static TestCertificate certificate;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TestIssuer();
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "login", true);
        topic.commit(System.currentTimeMillis(), winner(1, 10));
        certificate = new TestCertificate(folder);
        gateway = start(JWT + "issuer-uri=" + issuer.uri());
    }

    private static RunningGateway start(String... properties) {
        var all = Stream.concat(
                Stream.of(properties),
                Stream.of(
                        JWT + "audiences=" + TestIssuer.AUDIENCE,
                        "gateway.login.cookie=token",
                        "gateway.sse.cors-origins=https://auctions.example"));
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), all.toArray(String[]::new)).ready();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topic.close();
        issuer.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /, 200", "GET, /icon.svg, 200", "OPTIONS, /subscribe, 204", "OPTIONS, /views, 204"})
    void leavesThePageAndPreflightsOpen(String method, String path, int status) throws Exception {
        assertThat(gateway.exchange(method, path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscribe",
                "/subscribe/",
                "/subscribe/any",
                "/views",
                "/views/",
                "/views/any/rows",
                "/%73ubscribe"
            })
    void wantsATokenEverywhereElse(String path) throws Exception {
        var answer = gateway.exchange("GET", path, "Origin", "https://auctions.example");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer").doesNotContain("resource_metadata"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://auctions.example");
        assertThat(answer.body()).contains("\"status\":401", "a login is needed");
        assertThat(gateway.exchange("HEAD", path).statusCode()).isEqualTo(401);
    }

    @Test
    void takesATokenFromTheHeaderOrTheCookieAndFromNowhereElse() throws Exception {
        var token = issuer.sign(issuer.claims());

        assertThat(views("Authorization", "Bearer " + token)).isEqualTo(200);
        assertThat(views("Cookie", "other=x; token=" + token)).isEqualTo(200);
        assertThat(views("Cookie", "other=" + token)).isEqualTo(401);
        assertThat(views("Authorization", "Bearer x", "Cookie", "token=" + token))
                .isEqualTo(401);
        assertThat(gateway.exchange("GET", "/views?access_token=" + token).statusCode())
                .isEqualTo(401);
        assertThat(gateway.exchange("GET", "/subscribe?token=" + token).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refusesTokens(String why, Callable<String> token) throws Exception {
        var answer = gateway.exchange("GET", "/subscribe", "Authorization", "Bearer " + token.call());

        assertThat(answer.statusCode()).as(why).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"");
    }

    private static Stream<Object[]> badTokens() {
        return Map.<String, Callable<String>>of(
                        "no signature", () -> new PlainJWT(issuer.claims().build()).serialize(),
                        "signed with the public key as a secret", TokenLoginIT::signedWithThePublicKey,
                        "of a key that the issuer does not show",
                                () -> TestIssuer.sign(issuer.claims(), TestIssuer.key("unknown")),
                        "of another key under the issuer's name for its own",
                                () -> TestIssuer.sign(
                                        issuer.claims(),
                                        TestIssuer.key(issuer.key().getKeyID())),
                        "for another audience",
                                () -> issuer.sign(issuer.claims().audience("others")),
                        "for no audience", () -> issuer.sign(issuer.claims().audience((String) null)),
                        "of another issuer", () -> issuer.sign(issuer.claims().issuer("https://evil.example")),
                        "expired longer ago than clocks differ", () -> issuer.sign(issuer.expiring(in(-90))),
                        "valid later than clocks differ",
                                () -> issuer.sign(issuer.claims().notBeforeTime(Date.from(in(90)))),
                        "no token", () -> "x.y.z")
                .entrySet()
                .stream()
                .map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    private static String signedWithThePublicKey() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(issuer.key().getKeyID())
                .build();
        var token = new SignedJWT(header, issuer.claims().build());
        token.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    @Test
    void forgivesClocksThatDiffer() throws Exception {
        var early = issuer.claims().notBeforeTime(Date.from(in(30)));

        assertThat(views("Authorization", "Bearer " + issuer.sign(early))).isEqualTo(200);
        assertThat(views("Authorization", "Bearer " + issuer.sign(issuer.expiring(in(-30)))))
                .isEqualTo(200);
    }

    @Test
    void endsAStreamBeforeItsTokenAndSaysSo() throws Exception {
        var end = in(8);
        try (var stream = gateway.subscribe("", "Authorization: Bearer " + issuer.sign(issuer.expiring(end)))) {
            expires(stream, end);
        }
        assertThat(gateway.disconnects("expired")).isPositive();
    }

    @Test
    void endsAStreamAtOnceWhoseTokenIsValidOnlyByAnotherClock() throws Exception {
        try (var stream = gateway.subscribe("", "Authorization: Bearer " + issuer.sign(issuer.expiring(in(-30))))) {
            assertThat(stream.next()).isEqualTo(new SseEvent("expired", "{}", ""));
            assertThat(stream.ends(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void endsAStreamBeforeItsTokenThroughTheContainer() throws Exception {
        try (var secure = start(certificate.properties(JWT + "jwk-set-uri=" + issuer.keysUri()))) {
            var end = in(8);
            var socket = certificate.trust().getSocketFactory().createSocket("localhost", secure.port());
            var token = issuer.sign(issuer.expiring(end));
            try (var stream = SseClient.over(socket, "HTTP/1.1", "/subscribe", "Cookie: token=" + token)) {
                expires(stream, end);
            }
        }
    }

    private static void expires(SseClient stream, Instant end) throws Exception {
        var snapshot = stream.untilId(id -> !id.isEmpty() && !id.contains("-"));
        var last = stream.parser().lastEventId();
        var expired = stream.next();

        assertThat(snapshot).extracting(SseEvent::data).contains(row(1, 10));
        assertThat(expired).isEqualTo(new SseEvent("expired", "{}", last));
        assertThat(stream.ends(Duration.ofSeconds(5))).isTrue();
        assertThat(Instant.now()).isBefore(end);
    }

    @Test
    void takesNewKeysWithoutARestart() throws Exception {
        var old = issuer.sign(issuer.claims());
        assertThat(views("Authorization", "Bearer " + old)).isEqualTo(200);

        issuer.rotate();

        // The issuer is asked at most once a second.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> views("Authorization", "Bearer " + issuer.sign(issuer.claims())) == 200);
        assertThat(views("Authorization", "Bearer " + old)).isEqualTo(401);
    }

    @Test
    void startsSpringSecurityWhereTheLoginIsOn() {
        assertThat(gateway.has("springSecurityFilterChain")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer-uri", "jwk-set-uri"})
    void keepsStreamsComingWhileKeysCannotBeFetched(String property) throws Exception {
        var token = "Bearer " + issuer.sign(issuer.claims());
        issuer.away(true);
        try (var other =
                start(JWT + property + "=" + (property.equals("issuer-uri") ? issuer.uri() : issuer.keysUri()))) {
            try (var stream = other.subscribe("", "Authorization: " + token)) {
                assertThat(stream.head().status()).isEqualTo(200);
                assertThat(stream.next(Duration.ofSeconds(10))).isEmpty();
                assertThat(stream.ends(Duration.ofSeconds(5))).isTrue();
                assertThat(stream.parser().retryMillis().orElseThrow()).isBetween(15_000L, 45_000L);
            }
            var answer = other.exchange("GET", "/views", "Authorization", token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(other.disconnects("keys_unavailable")).isOne();

            issuer.away(false);

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> other.exchange("GET", "/views", "Authorization", token)
                                    .statusCode()
                            == 200);
        } finally {
            issuer.away(false);
        }
    }

    @Test
    void takesTheKeyFromAFile() throws Exception {
        var pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder()
                        .encodeToString(issuer.key().toRSAPublicKey().getEncoded()));
        var file = Files.writeString(folder.resolve("key.pem"), pem);
        try (var other = start(JWT + "public-key-location=" + file.toUri())) {
            assertThat(views(other, issuer.sign(issuer.claims()))).isEqualTo(200);
            assertThat(views(other, TestIssuer.sign(issuer.claims(), TestIssuer.key("other"))))
                    .isEqualTo(401);
        }
    }

    private static int views(RunningGateway gateway, String token) throws Exception {
        return gateway.exchange("GET", "/views", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private static int views(String... headers) throws Exception {
        return gateway.exchange("GET", "/views", headers).statusCode();
    }

    private static Instant in(int seconds) {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds);
    }
}
