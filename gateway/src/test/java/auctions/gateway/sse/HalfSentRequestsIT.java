package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.HttpHead;
import auctions.e2e.SseClient;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Clients that send a part of a request and no more, or take their time. */
@Timeout(120)
class HalfSentRequestsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final String NO_PROXIES = "server.tomcat.remoteip.internal-proxies=192.0.2.1/32";
    private static final String START = "GET /subscribe HTTP/1.1\r\nHost: local";

    private static HandWrittenTopic topic;

    @AutoClose
    private final Clients clients = new Clients();

    @BeforeAll
    static void write() throws Exception {
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "half-sent", true);
        topic.commit(System.currentTimeMillis(), winner(1, 10));
    }

    @AfterAll
    static void stop() {
        topic.close();
    }

    @Test
    void readsARequestThatComesByteByByte() throws Exception {
        try (var gateway = gateway();
                var socket = clients.open(gateway, "")) {
            socket.setTcpNoDelay(true);
            for (var each : (START + "host\r\nCookie: c=" + "x".repeat(5000) + "\r\n\r\n").getBytes(US_ASCII)) {
                socket.getOutputStream().write(each);
            }

            assertThat(HttpHead.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    @Test
    void readsAPartOfTheNextRequestBehindAWholeOne() throws Exception {
        try (var gateway = gateway();
                var socket = clients.open(gateway, "GET /views HTTP/1.1\r\nHost: localhost\r\n\r\nGET /views HT")) {
            var in = new BufferedInputStream(socket.getInputStream());
            var first = HttpHead.read(in);
            in.skipNBytes(Integer.parseInt(first.header("Content-Length").orElseThrow()));
            await().until(() -> gateway.gauge("gateway.requests.unfinished") == 1);

            socket.getOutputStream().write("TP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));

            assertThat(HttpHead.read(in).status()).isEqualTo(200);
            assertThat(gateway.gauge("gateway.requests.unfinished")).isZero();
        }
    }

    @Test
    void closesHalfSentRequestsAboveTheLimitOfTheirAddress() throws Exception {
        try (var gateway = gateway(NO_PROXIES, "gateway.requests.unfinished-per-address-max=20")) {
            for (int i = 0; i < 30; i++) {
                clients.open(gateway, START);
            }

            await().until(() -> clients.closed() == 10);
            assertThat(gateway.gauge("gateway.requests.unfinished")).isEqualTo(20);
            assertThat(gateway.exchange("GET", "/views").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void proxyHasNoLimitOfItsOwn() throws Exception {
        try (var gateway =
                gateway("gateway.requests.unfinished-per-address-max=2", "gateway.requests.unfinished-max=20")) {
            for (int i = 0; i < 20; i++) {
                clients.open(gateway, START);
            }
            await().until(() -> gateway.gauge("gateway.requests.unfinished") == 20);

            clients.open(gateway, START);

            await().until(() -> clients.closed() == 1);
        }
    }

    @Test
    void endsARequestThatIsNotWholeInTimeHoweverOftenAByteComes() throws Exception {
        try (var gateway = gateway("server.tomcat.connection-timeout=2s");
                var socket = clients.open(gateway, START)) {
            long startNanos = System.nanoTime();

            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> clients.closed() == 1 || !sends(socket, 'x'));

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
            assertThat(gateway.gauge("gateway.requests.unfinished")).isZero();
        }
    }

    @Test
    void streamsAreNotCountedOnceTheirRequestIsWhole() throws Exception {
        try (var gateway = gateway(NO_PROXIES, "gateway.requests.unfinished-per-address-max=2")) {
            var streams = new ArrayList<SseClient>();
            for (int i = 0; i < 10; i++) {
                streams.add(clients.add(SseClient.open(gateway.port(), "/subscribe")));
            }

            for (var stream : streams) {
                assertThat(stream.next().data()).isEqualTo(row(1, 10));
            }
            assertThat(gateway.gauge("gateway.requests.unfinished")).isZero();
        }
    }

    private static boolean sends(Socket socket, char next) {
        try {
            socket.getOutputStream().write(next);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static RunningGateway gateway(String... properties) {
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), properties).ready();
    }

    /** Connections that stay open until the test is over. */
    private static final class Clients implements Closeable {
        private final List<Closeable> all = new ArrayList<>();
        private final List<Socket> sockets = new ArrayList<>();

        <T extends Closeable> T add(T client) {
            all.add(client);
            return client;
        }

        Socket open(RunningGateway gateway, String sent) throws IOException {
            var socket = add(new Socket(InetAddress.getLoopbackAddress(), gateway.port()));
            socket.getOutputStream().write(sent.getBytes(US_ASCII));
            socket.setSoTimeout(20_000);
            sockets.add(socket);
            return socket;
        }

        /** How many of the sockets the gateway has closed without an answer. */
        int closed() throws IOException {
            int closed = 0;
            for (var socket : sockets) {
                socket.setSoTimeout(1);
                closed += isClosed(socket) ? 1 : 0;
            }
            return closed;
        }

        private static boolean isClosed(Socket socket) {
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            for (var client : all) {
                client.close();
            }
        }
    }
}
