package auctions.ingestor.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A network between Kafka clients and a broker in which requests arrive late: what a client has sent still reaches the
 * broker after the client gave up on it, closed the connection and retried on another one, as happens when a broker
 * (or its machine) stands still with requests in its socket buffers.
 *
 * <p>One request can be held and released by hand, or requests and responses are delayed at random.
 */
final class LateProxy implements AutoCloseable {

    private static final byte[] END = {};

    /** How long the broker's side stays open after the client's has closed: longer than any delay. */
    private static final long LINGER_MS = 4_000;

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final int target;
    private final Random random;
    private final AtomicReference<Held> next = new AtomicReference<>();
    private final AtomicLong late = new AtomicLong();
    private volatile double probability;
    private volatile int delayMsMax = 1;

    LateProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients connect to. */
    int port() {
        return server.getLocalPort();
    }

    /** Requests that reached the broker after their client had closed the connection. */
    long late() {
        return late.get();
    }

    /** From now on delays this share of the requests (and a third of it of the responses) by up to so many ms. */
    void delay(double probability, int delayMsMax) {
        this.delayMsMax = delayMsMax;
        this.probability = probability;
    }

    /** Holds the next request of this kind, and whatever follows it on its connection, until it is released. */
    Held hold(ApiKeys api) {
        var held = new Held(api.id, new CountDownLatch(1), new CountDownLatch(1));
        next.set(held);
        return held;
    }

    /** A request that is kept back. */
    record Held(short api, CountDownLatch caught, CountDownLatch released) {

        void awaitCaught() throws InterruptedException {
            if (!caught.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no such request came: " + ApiKeys.forId(api));
            }
        }

        void release() {
            released.countDown();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // Closed, or a client that was gone at once.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        final Socket broker;
        try {
            broker = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        var gone = new AtomicBoolean();
        forward(client, broker, true, gone);
        forward(broker, client, false, gone);
    }

    /** Reads ahead without bound, so that what a client wrote before it went away is not lost. */
    private void forward(Socket from, Socket to, boolean requests, AtomicBoolean gone) {
        var frames = new LinkedBlockingQueue<byte[]>();
        Thread.ofVirtual().start(() -> {
            try {
                var in = new DataInputStream(from.getInputStream());
                while (true) {
                    int length = in.readInt();
                    var frame = new byte[Integer.BYTES + length];
                    ByteBuffer.wrap(frame).putInt(length);
                    in.readFully(frame, Integer.BYTES, length);
                    frames.add(frame);
                }
            } catch (IOException e) {
                gone.compareAndSet(false, requests);
                frames.add(END);
            }
        });
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                deliver(frames, to, requests, gone);
                Thread.sleep(requests ? LINGER_MS : 0);
            } catch (IOException | InterruptedException e) {
                // One side is gone: the other is closed too.
            }
        });
    }

    private void deliver(BlockingQueue<byte[]> frames, Socket to, boolean requests, AtomicBoolean gone)
            throws IOException, InterruptedException {
        var out = to.getOutputStream();
        for (var frame = frames.take(); frame != END; frame = frames.take()) {
            if (requests) {
                var held = heldFor(frame);
                if (held.isPresent()) {
                    held.get().caught().countDown();
                    held.get().released().await();
                }
            }
            Thread.sleep(delayMs(requests));
            if (requests && gone.get()) {
                late.incrementAndGet();
            }
            out.write(frame);
            out.flush();
        }
    }

    private Optional<Held> heldFor(byte[] request) {
        var held = next.get();
        boolean match = held != null && held.api == ByteBuffer.wrap(request).getShort(Integer.BYTES);
        return match && next.compareAndSet(held, null) ? Optional.of(held) : Optional.empty();
    }

    private synchronized int delayMs(boolean request) {
        return random.nextDouble() < probability * (request ? 1 : 0.33) ? random.nextInt(delayMsMax) : 0;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
