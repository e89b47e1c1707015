package auctions.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoadSubscriberTest {
    private static final String HEAD = "HTTP/1.1 200 \r\nContent-Type: text/event-stream\r\n\r\n";

    private final RowSample sample = new RowSample(null);
    private final Latencies latencies = new Latencies();

    @Test
    void countsRowsHoweverTheyAreCut() throws Exception {
        var stream = new StringBuilder(HEAD).append("retry: 3000\n\n");
        for (int i = 0; i < 100; i++) {
            stream.append(row(i))
                    .append(i % 7 == 0 ? "id: " + (5 + i) + "\n\n" : "")
                    .append(i % 9 == 0 ? ": dd\n\n" : "");
        }
        var random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            try (var channel = SocketChannel.open()) {
                var subscriber = new LoadSubscriber(channel, new byte[0], false, null);
                feed(subscriber, stream.toString(), random);
                assertThat(subscriber.isOpen()).isTrue();
                assertThat(subscriber.rows()).isEqualTo(100);
            }
        }
    }

    @Test
    void seesWhatIsMissingAndHowLateRowsAre() throws Exception {
        try (var channel = SocketChannel.open()) {
            var subscriber = new LoadSubscriber(channel, new byte[0], false, sample);
            feed(subscriber, HEAD + row(1) + row(2) + row(4) + row(5) + row(5), new SplittableRandom(1));

            assertThat(sample.gaps()).isEqualTo(2);
            assertThat(latencies.count()).isEqualTo(5);
            assertThat(latencies.maxMillis()).isEqualTo(1.0);
        }
    }

    @Test
    void takesNothingForAStreamThatIsNone() throws Exception {
        try (var channel = SocketChannel.open()) {
            var subscriber = new LoadSubscriber(channel, new byte[0], false, null);
            feed(subscriber, "HTTP/1.1 404 \r\n\r\n", new SplittableRandom(1));

            assertThat(subscriber.isRefused()).isTrue();
            assertThat(subscriber.isOpen()).isFalse();
        }
    }

    /** Written at 5,000 and read at 6,000 microseconds. */
    private static String row(int bidId) {
        return "id: 1795386393988-" + bidId + "\ndata: {\"auction_id\":1,\"bid_id\":" + bidId
                + ",\"item\":\"dddd\",\"t\":5000}\n\n";
    }

    private void feed(LoadSubscriber subscriber, String stream, SplittableRandom random) {
        var bytes = stream.getBytes(StandardCharsets.US_ASCII);
        var buffer = ByteBuffer.allocateDirect(1024).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, random.nextInt(random.nextBoolean() ? 5 : 1000));
            buffer.clear().put(bytes, at, length);
            subscriber.take(buffer, 6_000, latencies);
            at += length;
        }
    }
}
