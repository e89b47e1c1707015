package auctions.gateway.sse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A bad network before several gateways: each connection goes to the next of them and is cut after some bytes, anywhere in a block. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final RandomGenerator random;
    private final int bytesMax;
    private final int[] ports;
    private final AtomicInteger connections = new AtomicInteger();

    CuttingRelay(RandomGenerator random, int bytesMax, int... ports) throws IOException {
        this.random = random;
        this.bytesMax = bytesMax;
        this.ports = ports.clone();
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many came so far. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                int limit = random.nextInt(bytesMax);
                int port = ports[connections.getAndIncrement() % ports.length];
                Thread.ofVirtual().start(() -> relay(client, port, limit));
            }
        } catch (IOException e) {
            // The server socket was closed: so ends the relay.
            return;
        }
    }

    private static void relay(Socket client, int port, int limit) {
        try (client;
                var gateway = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> request(client, gateway));
            copy(gateway.getInputStream(), client.getOutputStream(), limit);
        } catch (IOException e) {
            // One side is gone, and the other goes with it.
            return;
        }
    }

    private static void request(Socket client, Socket gateway) {
        try {
            copy(client.getInputStream(), gateway.getOutputStream(), Integer.MAX_VALUE);
        } catch (IOException e) {
            // As above.
            return;
        }
    }

    private static void copy(InputStream from, OutputStream to, int limit) throws IOException {
        var buffer = new byte[4096];
        for (int left = limit; left > 0; ) {
            int read = from.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                return;
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
