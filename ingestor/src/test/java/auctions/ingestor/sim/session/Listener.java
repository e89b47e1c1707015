package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.SqlError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The server's port and its open connections. Any thread. */
public final class Listener implements Client.Registry {
    private static final int RESERVED_FOR_SUPERUSERS = 3;

    private final Engine engine;
    private final LongSupplier clock;
    private final InetAddress address;
    private final Set<Client> connections = ConcurrentHashMap.newKeySet();
    private final Set<Client> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private volatile boolean refusing;
    private volatile Authentication authentication = new Authentication.None();

    // Guarded by this.
    private int port;
    private @Nullable ServerSocket server;
    private @Nullable Thread acceptor;

    /** A port that is not open yet. */
    public Listener(Engine engine, LongSupplier clock, InetAddress address, int port) {
        this.engine = engine;
        this.clock = clock;
        this.address = address;
        this.port = port;
    }

    /** Opens the port; a port of 0 is chosen once and kept. */
    public synchronized void open() {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 512);
            port = socket.getLocalPort();
            server = socket;
            acceptor = Thread.ofPlatform()
                    .daemon()
                    .name("simulated-materialize-accept")
                    .start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("could not listen on " + address + ":" + port, e);
        }
    }

    /**
     * Closes the port and cuts every connection without an error message, as a crash does. The port stays open while a thread accepts
     * at it, so that thread's end is waited for.
     */
    public synchronized void close() {
        var socket = server;
        var thread = acceptor;
        if (socket != null && thread != null) {
            try {
                socket.close();
                thread.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        server = null;
        acceptor = null;
        cut();
    }

    /** Cuts every connection without an error message. */
    public void cut() {
        connections.forEach(connection -> connection.liveness().cut());
    }

    /** Whether new connections are closed at once. */
    public void refusing(boolean value) {
        refusing = value;
    }

    /** Asks clients that come from now on for this. */
    public void authentication(Authentication value) {
        authentication = value;
    }

    @Override
    public Authentication authentication() {
        return authentication;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                if (socket.isClosed()) {
                    client.close();
                } else {
                    admit(client);
                }
            } catch (IOException _) {
                // the port is closed, or the client left before it was served
            }
        }
    }

    private void admit(Socket client) throws IOException {
        if (refusing) {
            client.close();
            return;
        }
        var connection = new Client(client, engine, this, clock, accepted.incrementAndGet());
        connections.add(connection);
        Thread.ofVirtual().name("simulated-materialize-" + connection.pid()).start(connection::run);
    }

    @Override
    public void join(Client connection) {
        sessions.add(connection);
        var limit = engine.options().maxConnections();
        if (sessions.size() > limit - (limit > RESERVED_FOR_SUPERUSERS ? RESERVED_FOR_SUPERUSERS : 0)) {
            throw SqlError.fatal(
                            "53000",
                            "creating connection would violate max_connections limit (desired: " + sessions.size()
                                    + ", limit: " + limit + ", current: " + (sessions.size() - 1) + ")")
                    .withHint("Drop an existing connection or contact support to request a limit increase.");
        }
    }

    @Override
    public void leave(Client connection) {
        connections.remove(connection);
        sessions.remove(connection);
    }

    @Override
    public Optional<Client> find(int pid, int secret) {
        return sessions.stream()
                .filter(connection -> connection.pid() == pid && connection.secret() == secret)
                .findFirst();
    }

    /** Cancels whatever statements run. */
    public void cancelStatements() {
        sessions.forEach(session -> session.liveness().cancel());
    }

    /** Expires the credentials of every session. */
    public void expireCredentials() {
        sessions.forEach(session -> session.liveness().expire());
    }

    /** The port, once it is open. */
    public synchronized int port() {
        return port;
    }
}
