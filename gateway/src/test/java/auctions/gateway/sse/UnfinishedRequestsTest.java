package auctions.gateway.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnfinishedRequestsTest {
    private static final byte[] PART = "GET /sub".getBytes(US_ASCII);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final InetAddress ONE = address("192.0.2.1");
    private static final InetAddress PROXY = address("10.0.0.1");

    private final UnfinishedRequests requests =
            new UnfinishedRequests(new RequestProperties(4, 2), Duration.ofSeconds(10), PROXY::equals);

    @Test
    void refusesMoreHalfSentRequestsOfAnAddress() {
        assertThat(requests.keep("a", ONE, PART, 0)).isTrue();
        assertThat(requests.keep("b", ONE, PART, 0)).isTrue();
        assertThat(requests.keep("b", ONE, PART, 0)).isTrue();

        assertThat(requests.keep("c", ONE, PART, 0)).isFalse();
        assertThat(requests.keep("d", address("192.0.2.2"), PART, 0)).isTrue();

        requests.end("c");
        requests.end("a");
        assertThat(requests.keep("e", ONE, PART, 0)).isTrue();
        assertThat(requests.refused()).isOne();
        assertThat(requests.count()).isEqualTo(3);
    }

    @Test
    void refusesMoreHalfSentRequestsInAllAlsoOfAProxy() {
        for (int i = 0; i < 4; i++) {
            assertThat(requests.keep(i, PROXY, PART, 0)).isTrue();
        }

        assertThat(requests.keep("one more", PROXY, PART, 0)).isFalse();
    }

    @Test
    void takesANetworkOfIpv6ForOneAddress() {
        requests.keep("a", address("2001:db8::1"), PART, 0);
        requests.keep("b", address("2001:db8::2"), PART, 0);

        assertThat(requests.keep("c", address("2001:db8::ffff:3"), PART, 0)).isFalse();
        assertThat(requests.keep("d", address("2001:db8:0:1::1"), PART, 0)).isTrue();
    }

    @Test
    void oldestMakesRoomOnceItHadItsSecond() {
        requests.accepted("a", ONE, 0);
        requests.accepted("b", ONE, 1);

        assertThat(requests.accepted("c", ONE, SECOND)).isEmpty();
        assertThat(requests.accepted("d", ONE, SECOND + 1)).contains("a");

        requests.end("a");
        requests.end("b");
        requests.end("c");
        assertThat(requests.accepted("e", ONE, 5 * SECOND)).isEmpty();
    }

    @Test
    void keepsTheBytesUntilTheRequestIsWhole() {
        requests.accepted("a", ONE, 0);
        assertThat(requests.bytes("a")).isEmpty();

        requests.keep("a", ONE, PART, SECOND);

        assertThat(requests.bytes("a")).isEqualTo(PART);
        assertThat(requests.timeLeft("a", 4 * SECOND)).contains(Duration.ofSeconds(6));

        requests.end("a");
        assertThat(requests.bytes("a")).isEmpty();
        assertThat(requests.timeLeft("a", 4 * SECOND)).isEmpty();
        assertThat(requests.count()).isZero();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
