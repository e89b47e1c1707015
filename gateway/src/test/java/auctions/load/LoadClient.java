package auctions.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread with its share of the subscribers: connects them, reads what comes, counts. */
final class LoadClient implements Runnable {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int SLOW_BUFFER_BYTES = 4096;

    private final LoadOptions options;
    private final int first;
    private final int step;
    private final int end;
    private final int inFlightMax;
    private final int sampleEvery;
    private final long expect;
    private final long pollNanos;
    private final @Nullable VisibleRows visible;
    private final Selector selector;

    // This thread's.
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final List<LoadSubscriber> slowOnes = new ArrayList<>();
    private final List<RowSample> samples = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private int next;
    private int inFlight;
    private boolean measures;
    private long slowAtNanos;
    private int opened;
    private int failed;
    private int lost;
    private int complete;
    private long rows;
    private long bytes;
    private long reads;

    // Written by this thread, read by the one that reports.
    private volatile Count count = new Count(0, 0, 0, 0, 0, 0, 0);

    // Written by the one that reports.
    private volatile boolean measuring;
    private volatile boolean stopped;

    /**
     * A client with every {@code step}-th subscriber, beginning with this one.
     *
     * @param visible what latency is counted from; null where from the writing
     */
    LoadClient(LoadOptions options, int first, int step, @Nullable VisibleRows visible) throws IOException {
        this.options = options;
        this.first = first;
        this.step = step;
        this.next = first;
        this.end = options.number("n");
        this.inFlightMax = options.number("inflight");
        this.sampleEvery = options.number("sample");
        this.expect = options.number("expect");
        this.pollNanos = TimeUnit.MICROSECONDS.toNanos(options.number("poll"));
        this.visible = visible;
        this.selector = Selector.open();
    }

    /** What happened so far. */
    record Count(int opened, int failed, int lost, int complete, long rows, long bytes, long reads) {
        Count plus(Count other) {
            return new Count(
                    opened + other.opened,
                    failed + other.failed,
                    lost + other.lost,
                    complete + other.complete,
                    rows + other.rows,
                    bytes + other.bytes,
                    reads + other.reads);
        }
    }

    Count count() {
        return count;
    }

    void measure(boolean on) {
        measuring = on;
    }

    void stop() {
        stopped = true;
    }

    /** After its end. */
    Latencies latencies() {
        return latencies;
    }

    /** After its end. */
    long gaps() {
        return samples.stream().mapToLong(RowSample::gaps).sum();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                turn();
            }
            for (var key : selector.keys()) {
                // A reset: no port stays behind in TIME_WAIT.
                ((SocketChannel) key.channel()).setOption(StandardSocketOptions.SO_LINGER, 0);
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not select", e);
        }
    }

    private void turn() throws IOException {
        if (measuring != measures) {
            measures = measuring;
            if (measures) {
                samples.forEach(RowSample::begin);
            }
        }
        while (next < end && inFlight < inFlightMax) {
            connect(next);
            next += step;
        }
        if (selector.selectNow(this::ready) == 0) {
            LockSupport.parkNanos(pollNanos);
        }
        if (!slowOnes.isEmpty() && System.nanoTime() - slowAtNanos >= 0) {
            slowAtNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            slowOnes.removeIf(each -> !readByte(each));
        }
        count = new Count(opened, failed, lost, complete, rows, bytes, reads);
    }

    private void connect(int number) {
        try {
            var channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean slow = isSlow(number);
            if (slow) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_BUFFER_BYTES);
            }
            int sources = options.number("sources");
            if (sources > 1) {
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(source(number % sources)), 0));
            }
            boolean sampled = !slow && sampleEvery > 0 && number % sampleEvery == 0;
            var sample = sampled ? new RowSample(visible) : null;
            if (sample != null) {
                samples.add(sample);
            }
            var ports = options.numbers("ports");
            var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), (int) ports[number % ports.length]);
            channel.connect(server);
            inFlight++;
            channel.register(
                    selector, SelectionKey.OP_CONNECT, new LoadSubscriber(channel, request(number), slow, sample));
        } catch (IOException e) {
            failed++;
            say("could not connect", e);
        }
    }

    private boolean isSlow(int number) {
        double share = options.decimal("slow");
        return Math.floor((number + 1) * share) > Math.floor(number * share);
    }

    private static byte[] source(int number) {
        return new byte[] {127, 0, 1, (byte) (1 + number)};
    }

    private byte[] request(int number) {
        var id = options.text("id");
        var views = options.text("views").split(",");
        var path = options.text("path").replace("%s", views[number % views.length]);
        return ("GET " + path.replace("%d", Integer.toString(number)) + " HTTP/1.1\r\n"
                        + "Host: localhost\r\nAccept: text/event-stream\r\n"
                        + (id.isEmpty() ? "" : "Last-Event-ID: " + id + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void ready(SelectionKey key) {
        var subscriber = (LoadSubscriber) key.attachment();
        try {
            if (key.isConnectable()) {
                subscriber.channel.finishConnect();
                subscriber.channel.write(ByteBuffer.wrap(subscriber.request));
                key.interestOps(subscriber.slow ? 0 : SelectionKey.OP_READ);
                if (subscriber.slow) {
                    slowOnes.add(subscriber);
                    opened++;
                    inFlight--;
                }
            } else if (!read(subscriber)) {
                gone(subscriber);
            }
        } catch (IOException e) {
            say("lost a connection", e);
            gone(subscriber);
        }
    }

    private boolean read(LoadSubscriber subscriber) throws IOException {
        boolean wasOpen = subscriber.isOpen();
        int read = subscriber.channel.read(buffer.clear());
        if (read < 0) {
            return false;
        }
        long atMicros = subscriber.sample == null ? 0 : LoadFeed.micros();
        long before = subscriber.rows();
        rows += subscriber.take(buffer, atMicros, measures ? latencies : null);
        bytes += read;
        reads++;
        if (before < expect && subscriber.rows() >= expect) {
            complete++;
        }
        if (!wasOpen && subscriber.isOpen()) {
            opened++;
            inFlight--;
        }
        return !subscriber.isRefused();
    }

    private boolean readByte(LoadSubscriber slow) {
        try {
            if (slow.channel.read(buffer.clear().limit(1)) >= 0) {
                return true;
            }
        } catch (IOException e) {
            say("lost a slow connection", e);
        }
        lost++;
        return false;
    }

    private void gone(LoadSubscriber subscriber) {
        if (subscriber.isOpen()) {
            lost++;
        } else {
            failed++;
            inFlight--;
        }
        try {
            subscriber.channel.close();
        } catch (IOException e) {
            say("could not close", e);
        }
    }

    /** The first few of a kind are enough. */
    private void say(String what, IOException e) {
        if (failed + lost < 3) {
            System.err.println(what + ": " + e);
        }
    }
}
