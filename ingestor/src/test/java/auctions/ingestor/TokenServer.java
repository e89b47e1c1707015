package auctions.ingestor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** A login server that gives a token to whoever names themselves, and the key that its tokens are verified by. */
public final class TokenServer implements AutoCloseable {
    private static final long LIFE_SECONDS = 3600;

    private static final int KEY_BITS = 2048;

    private final HttpServer server;
    private final KeyPair keys;

    private TokenServer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    /** Starts one at any free port of this machine; Kafka's clients and brokers of this JVM may ask it. */
    public static TokenServer start() throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var server = new TokenServer(http, generator.generateKeyPair());
        http.createContext("/token", exchange -> answer(exchange, server.token(user(exchange))));
        http.createContext("/keys", exchange -> answer(exchange, server.keys()));
        http.start();
        System.setProperty(
                "org.apache.kafka.sasl.oauthbearer.allowed.urls", server.tokenAddress() + "," + server.keysAddress());
        return server;
    }

    /** Where tokens are to be had. */
    public String tokenAddress() {
        return "http://localhost:" + server.getAddress().getPort() + "/token";
    }

    /** Where the key is. */
    public String keysAddress() {
        return "http://localhost:" + server.getAddress().getPort() + "/keys";
    }

    private static String user(HttpExchange exchange) {
        var basic = exchange.getRequestHeaders().getFirst("Authorization").replace("Basic ", "");
        return new String(Base64.getDecoder().decode(basic), UTF_8).split(":")[0];
    }

    private String token(String user) {
        long now = Instant.now().getEpochSecond();
        var signed = text("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"1\"}")
                + '.'
                + text("{\"sub\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                        .formatted(user, now, now + LIFE_SECONDS));
        return "{\"access_token\":\"%s.%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                .formatted(signed, signature(signed), LIFE_SECONDS);
    }

    private String signature(String signed) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign a token", e);
        }
    }

    private String keys() {
        var key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(number(key.getModulus()), number(key.getPublicExponent()));
    }

    /** Without the byte that only says that the number is positive. */
    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String text(String json) {
        return base64(json.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, String json) {
        try (exchange) {
            var body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("could not answer", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
