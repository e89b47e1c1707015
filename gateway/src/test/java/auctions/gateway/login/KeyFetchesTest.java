package auctions.gateway.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestTemplate;

/** How often an issuer is asked. */
class KeyFetchesTest {
    private final HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final RestTemplate template = new RestTemplate();
    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    KeyFetchesTest() throws IOException {
        issuer.createContext("/", exchange -> {
            try (exchange) {
                var answer = Integer.toString(asked.incrementAndGet()).getBytes(UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        issuer.start();
        template.getInterceptors().add(new KeyFetches(() -> now));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void asksOnceASecond() {
        assertThat(ask("/keys")).isEqualTo("1");
        now = now.plusMillis(999);
        assertThat(ask("/keys")).isEqualTo("1");
        now = now.plusMillis(1);
        assertThat(ask("/keys")).isEqualTo("2");
        assertThat(ask("/other")).isEqualTo("3");
    }

    @Test
    void takesNoAnswerForAnAnswerAsLong() {
        issuer.stop(0);

        assertThatThrownBy(() -> ask("/keys")).isInstanceOf(ResourceAccessException.class);
        assertThatThrownBy(() -> ask("/keys"))
                .isInstanceOf(ResourceAccessException.class)
                .hasMessageContaining("a moment ago");
    }

    private String ask(String path) {
        return template.getForObject("http://localhost:" + issuer.getAddress().getPort() + path, String.class);
    }
}
