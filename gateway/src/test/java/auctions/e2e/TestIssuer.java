package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Issues tokens and shows its keys over HTTP, as an identity provider does; its keys change, and the way to them breaks, when the test says so. */
public final class TestIssuer implements AutoCloseable {
    public static final String AUDIENCE = "auctions";

    private static final int KEY_BITS = 2048;

    private final HttpServer server;
    private final List<RSAKey> keys = new ArrayList<>();
    private volatile String shown = "";
    private volatile boolean away;

    /** On a port that is free. */
    public TestIssuer() throws IOException {
        this(0);
    }

    /** On this port. */
    public TestIssuer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/keys", exchange -> answer(exchange, shown));
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer": "%s", "jwks_uri": "%s", "subject_types_supported": ["public"]}""".formatted(uri(), keysUri())));
        server.start();
        rotate();
    }

    /** What tokens name as their issuer. */
    public String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Where the keys are. */
    public String keysUri() {
        return uri() + "/keys";
    }

    /** Makes a new key, which signs from now on, and forgets the ones before. */
    public void rotate() {
        keys.clear();
        add();
    }

    /** Makes a new key, which signs from now on, beside the ones before. */
    public void add() {
        keys.add(key("key-" + System.nanoTime()));
        shown = new JWKSet(List.copyOf(keys)).toPublicJWKSet().toString();
    }

    /** Answers with 503 from now on, or with what is asked for again. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** The key that signs now. */
    public RSAKey key() {
        return keys.getLast();
    }

    /** A key that is not shown. */
    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("could not make a key", e);
        }
    }

    /** Claims that a gateway accepts, for an hour. */
    public JWTClaimsSet.Builder claims() {
        return expiring(Instant.now().plus(Duration.ofHours(1)));
    }

    /** Claims that a gateway accepts until then. */
    public JWTClaimsSet.Builder expiring(Instant end) {
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject("alice")
                .audience(AUDIENCE)
                .expirationTime(Date.from(end));
    }

    /** The token with these claims. */
    public String sign(JWTClaimsSet.Builder claims) {
        return sign(claims, key());
    }

    /** The token with these claims, signed with this key. */
    public static String sign(JWTClaimsSet.Builder claims, RSAKey key) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .build();
            var token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("could not sign a token", e);
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            if (away) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
