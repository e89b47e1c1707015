package auctions.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Newcomers at a steady rate: each asks for a snapshot with progress as an event, reads to its end, and goes. One thread. */
final class LoadNewcomers implements Runnable {
    private static final byte[] END = "event: progress".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 256 << 10;

    private final LoadOptions options;
    private final Selector selector;
    private final Thread thread;

    // This thread's, and the reporter's after its end.
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Latencies latencies = new Latencies();
    private int begun;
    private int failed;

    private volatile boolean stopped;

    private LoadNewcomers(LoadOptions options) throws IOException {
        this.options = options;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("newcomers").unstarted(this);
    }

    /** One of them. */
    private static final class Newcomer {
        final SocketChannel channel;
        final int number;
        final long beganNanos = System.nanoTime();
        int matched;

        Newcomer(SocketChannel channel, int number) {
            this.channel = channel;
            this.number = number;
        }

        /** Whether the end of the snapshot is among what was read. */
        boolean hasEnded(ByteBuffer bytes) {
            while (bytes.hasRemaining() && matched < END.length) {
                byte next = bytes.get();
                matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
            }
            return matched == END.length;
        }
    }

    /** Lets them come until {@link #end}; none where the rate is 0. */
    static LoadNewcomers start(LoadOptions options) throws IOException {
        var newcomers = new LoadNewcomers(options);
        if (options.decimal("newcomers") > 0) {
            newcomers.thread.start();
        }
        return newcomers;
    }

    /** Ends them, and returns how many came and how long their snapshots took. */
    Map<String, Object> end() throws InterruptedException {
        if (options.decimal("newcomers") == 0) {
            return Map.of();
        }
        stopped = true;
        thread.join();
        return new TreeMap<>(Map.of(
                "newcomers",
                begun,
                "newcomers_failed",
                failed,
                "newcomers_waiting",
                begun - failed - latencies.count(),
                "newcomers_p50_ms",
                latencies.millis(0.5),
                "newcomers_p99_ms",
                latencies.millis(0.99)));
    }

    @Override
    public void run() {
        double rate = options.decimal("newcomers");
        long startNanos = System.nanoTime();
        try (selector) {
            while (!stopped) {
                selector.select(this::ready, 1);
                double due = (System.nanoTime() - startNanos) * rate / TimeUnit.SECONDS.toNanos(1);
                while (begun < due) {
                    begin(begun++);
                }
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not select", e);
        }
    }

    private void begin(int number) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        // A reset at the end: no port stays behind in TIME_WAIT.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        var ports = options.numbers("ports");
        channel.register(selector, SelectionKey.OP_CONNECT, new Newcomer(channel, number));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), (int) ports[number % ports.length]));
    }

    private void ready(SelectionKey key) {
        var newcomer = (Newcomer) key.attachment();
        try {
            if (key.isConnectable()) {
                newcomer.channel.finishConnect();
                newcomer.channel.write(ByteBuffer.wrap(request(newcomer.number)));
                key.interestOps(SelectionKey.OP_READ);
                return;
            }
            boolean gone = newcomer.channel.read(buffer.clear()) < 0;
            if (newcomer.hasEnded(buffer.flip())) {
                latencies.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - newcomer.beganNanos));
                newcomer.channel.close();
            } else if (gone) {
                throw new IOException("the stream ended inside the snapshot");
            }
        } catch (IOException e) {
            fail(newcomer, e);
        }
    }

    private byte[] request(int number) {
        return ("GET " + options.text("newcomer").replace("%d", Integer.toString(number))
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The first few of a kind are enough. */
    private void fail(Newcomer newcomer, IOException e) {
        if (failed++ < 3) {
            System.err.println("lost a newcomer: " + e);
        }
        try {
            newcomer.channel.close();
        } catch (IOException unclosed) {
            System.err.println("could not close: " + unclosed);
        }
    }
}
