package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.Http2Client;
import auctions.e2e.SseClient;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Clients over TLS and HTTP/2 that take nothing, or vanish: they hold up nobody, and end nothing but themselves. */
@Timeout(180)
class HostileReadersIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();
    private static final int ROWS = 20;
    private static final int SNAPSHOT_ROWS = 2_000;
    private static final Duration PROMPTLY = Duration.ofSeconds(3);

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static SSLContext trust;

    @AutoClose
    private final Hostiles hostiles = new Hostiles();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = new TestCertificate(folder);
        trust = certificate.trust();
    }

    @Test
    void closedWindowsHoldUpNobody() throws Exception {
        try (var topic = topic("windows");
                var gateway = gateway(topic, "server.http2.enabled=true")) {
            for (int i = 0; i < 24; i++) {
                var client = hostiles.add(new Http2Client(plain(gateway.port()), i % 2 == 0 ? 0 : 3_000));
                for (int stream = 0; stream < 20; stream++) {
                    client.get("/subscribe");
                }
            }
            await().until(() -> gateway.subscribers() == 24 * 20);

            getsEachRowPromptly(topic, gateway, SseClient.open(gateway.port(), "/subscribe?snapshot=false"));
            getsEachRowPromptly(topic, gateway, new Http2Client(plain(gateway.port()), 1 << 20));
            assertThat(gateway.exchange("GET", "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void secureReadersThatStopHoldUpNobody() throws Exception {
        try (var topic = topic("stopped");
                var gateway = gateway(topic, certificate.properties("gateway.sse.send-buffer=8KB"))) {
            for (int i = 0; i < 20; i++) {
                hostiles.add(SseClient.over(secure(gateway.port()), "HTTP/1.1", "/subscribe"));
            }
            await().until(() -> gateway.subscribers() == 20);

            getsEachRowPromptly(
                    topic, gateway, SseClient.over(secure(gateway.port()), "HTTP/1.1", "/subscribe?snapshot=false"));
        }
    }

    @Test
    void slowWindowsAreServedAtTheirPace() throws Exception {
        try (var topic = topic("slowly");
                var gateway = gateway(topic, "server.http2.enabled=true");
                var client = new Http2Client(plain(gateway.port()), 16 << 10)) {
            var streams = new ArrayList<Integer>();
            for (int i = 0; i < 50; i++) {
                streams.add(client.get("/subscribe"));
            }

            var last = "\"amount\":" + SNAPSHOT_ROWS + ",";
            while (!streams.stream().allMatch(stream -> client.tail(stream).contains(last))) {
                client.readFrame(true);
            }

            assertThat(gateway.subscribers()).isEqualTo(50);
        }
    }

    @Test
    void cutsAStreamThatTakesNothing() throws Exception {
        try (var topic = topic("cut");
                var gateway = gateway(topic, "server.http2.enabled=true", "gateway.pump.write-timeout=1s")) {
            var client = hostiles.add(new Http2Client(plain(gateway.port()), 0));
            client.get("/subscribe");
            await().until(() -> gateway.subscribers() == 1);

            await().atMost(Duration.ofSeconds(20)).until(() -> gateway.disconnects("write_timeout") == 1);
            assertThat(gateway.subscribers()).isZero();
        }
    }

    @Test
    void vanishingClientsEndNothingButThemselves() throws Exception {
        var random = new Random(7);
        try (var topic = topic("vanish");
                var plain = gateway(topic, "server.http2.enabled=true");
                var secure = gateway(topic, certificate.properties());
                var overPlain = SseClient.open(plain.port(), "/subscribe?snapshot=false");
                var overTls = SseClient.over(secure(secure.port()), "HTTP/1.1", "/subscribe?snapshot=false")) {
            var errors = errors();
            for (int round = 1; round <= 60; round++) {
                vanish(random, new Http2Client(plain(plain.port()), random.nextInt(100_000)));
                vanish(random, secure(secure.port()));
                topic.commit(NOW + round, winner(100_000 + round, round));
            }

            for (var stream : List.of(overPlain, overTls)) {
                var seen = stream.until(event -> event.data().equals(row(100_060, 60)));
                assertThat(seen).extracting(event -> event.data()).hasSize(60).doesNotHaveDuplicates();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> plain.subscribers() == 1 && secure.subscribers() == 1);
            assertThat(plain.readiness()).isEqualTo(200);
            assertThat(secure.readiness()).isEqualTo(200);
            assertThat(errors.list).isEmpty();
        }
    }

    /** What this JVM reports as an error from now on, until the next gateway starts. */
    private static ListAppender<ILoggingEvent> errors() {
        var level = new ThresholdFilter();
        level.setLevel("ERROR");
        level.start();
        var errors = new ListAppender<ILoggingEvent>();
        errors.addFilter(level);
        errors.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(errors);
        return errors;
    }

    /** Asks for some streams, reads some frames, cancels one perhaps, and is gone: with or without a word. */
    private static void vanish(Random random, Http2Client client) throws IOException {
        try (client) {
            int stream = 0;
            for (int i = random.nextInt(8); i >= 0; i--) {
                stream = client.get("/subscribe");
            }
            client.readFrames(random.nextInt(20), Duration.ofMillis(50));
            if (random.nextBoolean()) {
                client.cancel(stream);
            }
        }
    }

    private static void vanish(Random random, SSLSocket socket) throws IOException {
        try (socket) {
            if (random.nextInt(4) == 0) {
                return;
            }
            socket.startHandshake();
            socket.getOutputStream().write("GET /subscribe HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            socket.getInputStream().readNBytes(random.nextInt(50_000));
            if (random.nextBoolean()) {
                // No close_notify, and a reset instead of an end.
                socket.setSoLinger(true, 0);
            }
        }
    }

    private static void getsEachRowPromptly(HandWrittenTopic topic, RunningGateway gateway, SseClient honest)
            throws Exception {
        try (honest) {
            assertThat(honest.head().status()).isEqualTo(200);
            // Its place: what is written from now on, it gets.
            honest.untilId(place -> !place.isEmpty());
            for (int i = 1; i <= ROWS; i++) {
                topic.commit(topic.nextTime(), winner(1, i));
                long startNanos = System.nanoTime();
                int amount = i;
                honest.until(event -> event.data().equals(row(1, amount)));
                assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(PROMPTLY);
            }
        }
        assertThat(gateway.readiness()).isEqualTo(200);
    }

    private static void getsEachRowPromptly(HandWrittenTopic topic, RunningGateway gateway, Http2Client honest)
            throws Exception {
        try (honest) {
            int stream = honest.get("/subscribe?snapshot=false");
            while (!honest.tail(stream).contains("id: ")) {
                honest.readFrame(true);
            }
            for (int i = 1; i <= ROWS; i++) {
                topic.commit(topic.nextTime(), winner(2, i));
                long startNanos = System.nanoTime();
                var amount = "\"auction_id\":2,\"amount\":" + i + ",";
                while (!honest.tail(stream).contains(amount)) {
                    honest.readFrame(true);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(PROMPTLY);
            }
        }
    }

    private static HandWrittenTopic topic(String name) throws Exception {
        var topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "hostile-" + name, true);
        var rows = new HandWrittenTopic.Change[SNAPSHOT_ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = winner(i + 1, i + 1);
        }
        topic.commit(NOW, rows);
        return topic;
    }

    private static RunningGateway gateway(HandWrittenTopic topic, String... properties) {
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), properties).ready();
    }

    private static Socket plain(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** A connection over TLS with a small receive buffer. */
    private static SSLSocket secure(int port) throws IOException {
        var socket = (SSLSocket) trust.getSocketFactory().createSocket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("localhost", port));
        return socket;
    }

    /** Connections that stay open until the test is over. */
    private static final class Hostiles implements Closeable {
        private final List<Closeable> all = new ArrayList<>();

        <T extends Closeable> T add(T connection) {
            all.add(connection);
            return connection;
        }

        @Override
        public void close() throws IOException {
            for (var connection : all) {
                connection.close();
            }
        }
    }
}
