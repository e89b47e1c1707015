package auctions.ingestor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/**
 * A Materialize that plays what it is given: enough of the wire protocol for one client's session, with rows that were
 * encoded before. It parses nothing and forgets everything, so that it costs the machine next to nothing; what a real
 * server would do is {@link auctions.ingestor.sim.SimulatedMaterialize}'s business.
 */
final class ScriptedMaterialize implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;

    private static final int BUFFER_BYTES = 1 << 20;

    private final Script script;

    private final ServerSocket server;

    private ScriptedMaterialize(Script script, ServerSocket server) {
        this.script = script;
        this.server = server;
    }

    /** Answers the statements that yield rows. Called on the connection's thread. */
    interface Script {

        /** {@code COPY (SUBSCRIBE …)}: CopyOutResponse is sent, rows may be; or an error instead, and then it is over. */
        void copy(String sql, Wire wire) throws IOException, InterruptedException;

        /** {@code FETCH} with other counts than 0: writes description, rows and completion. */
        default void fetch(String sql, Wire wire) throws IOException, InterruptedException {
            throw new UnsupportedOperationException(sql);
        }
    }

    /** Starts a server on a free port of the loopback interface. */
    static ScriptedMaterialize start(Script script) throws IOException {
        var server = new ScriptedMaterialize(script, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                var socket = server.accept();
                // A thread of the system's own: writes are large, and a slow one must not hold up others.
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(BUFFER_BYTES);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var wire = new Wire(socket.getOutputStream());
            logIn(in, wire);
            char status = 'I';
            while (true) {
                char type = (char) in.readByte();
                var content = in.readNBytes(in.readInt() - 4);
                switch (type) {
                    case 'Q' -> status = answer(new String(content, 0, content.length - 1, UTF_8), status, wire);
                    // Parse, Bind, Describe, Execute: the error at their Sync says that nothing was prepared.
                    case 'P', 'B', 'D', 'E' -> {}
                    case 'S' -> wire.write(Wire.error("0A000", "no prepared statements here"), Wire.ready(status));
                    case 'X' -> {
                        return;
                    }
                    default -> throw new IllegalStateException("message " + type);
                }
            }
        } catch (IOException e) {
            // The client has left.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void logIn(DataInputStream in, Wire wire) throws IOException {
        while (true) {
            var startup = in.readNBytes(in.readInt() - 4);
            int code = new DataInputStream(new ByteArrayInputStream(startup)).readInt();
            if (code == SSL_REQUEST) {
                wire.write(new byte[] {'N'});
                continue;
            }
            wire.write(
                    Wire.message('R', Wire.int32(0)),
                    Wire.parameter("server_version", "9.5.0"),
                    Wire.parameter("client_encoding", "UTF8"),
                    Wire.parameter("DateStyle", "ISO, MDY"),
                    Wire.parameter("TimeZone", "UTC"),
                    Wire.parameter("integer_datetimes", "on"),
                    Wire.parameter("standard_conforming_strings", "on"),
                    Wire.message('K', Wire.int32(1), Wire.int32(1)),
                    Wire.ready('I'));
            return;
        }
    }

    /** Answers one statement; gives the transaction's status after it. */
    private char answer(String sql, char status, Wire wire) throws IOException, InterruptedException {
        var verb = sql.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "COPY" -> script.copy(sql, wire);
            case "FETCH" -> {
                if (sql.startsWith("FETCH 0 ")) {
                    wire.write(Wire.description(), Wire.complete("FETCH 0"));
                } else {
                    script.fetch(sql, wire);
                }
            }
            default -> wire.write(Wire.complete(verb));
        }
        char next = switch (verb) {
            case "BEGIN" -> 'T';
            case "COMMIT", "ROLLBACK" -> 'I';
            default -> status;
        };
        wire.write(Wire.ready(next));
        return next;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
