package auctions.ingestor.sim;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that shows every message of the server as one line of a transcript. */
final class WireClient implements AutoCloseable {
    private static final int PROTOCOL = 3 << 16;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private final Socket socket;
    private final DataInputStream in;
    private int pid;
    private int secret;

    WireClient(int port) throws IOException {
        this.port = port;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Sends the startup message. */
    void startup(Map<String, String> settings) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        out.writeInt(PROTOCOL);
        for (var setting : settings.entrySet()) {
            cstring(out, setting.getKey());
            cstring(out, setting.getValue());
        }
        out.writeByte(0);
        write(socket, "", body.toByteArray());
    }

    /** Sends a simple query. */
    void query(String sql) throws IOException {
        var body = new ByteArrayOutputStream();
        cstring(new DataOutputStream(body), sql);
        write(socket, "Q", body.toByteArray());
    }

    /** Cancels what runs, by a connection of its own. */
    void cancel() throws IOException {
        try (var other = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var body =
                    ByteBuffer.allocate(12).putInt(CANCEL_REQUEST).putInt(pid).putInt(secret);
            write(other, "", body.array());
        }
    }

    private static void cstring(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.writeByte(0);
    }

    private static void write(Socket socket, String type, byte[] body) throws IOException {
        var message = new ByteArrayOutputStream();
        var out = new DataOutputStream(message);
        out.writeBytes(type);
        out.writeInt(body.length + 4);
        out.write(body);
        socket.getOutputStream().write(message.toByteArray());
    }

    /** The next message of the server. */
    String next() throws IOException {
        var type = (char) in.readByte();
        var body = ByteBuffer.wrap(in.readNBytes(in.readInt() - 4));
        return switch (type) {
            case 'R' -> "R " + body.getInt();
            case 'S' -> "S " + cstring(body) + "[" + cstring(body) + "]";
            case 'K' -> {
                pid = body.getInt();
                secret = body.getInt();
                yield "K";
            }
            case 'N', 'E' -> type + " " + fields(body);
            case 'Z' -> "Z " + (char) body.get();
            case 'C' -> "C " + cstring(body);
            case 'T' -> "T " + columns(body);
            case 'D' -> "D " + cells(body);
            case 'H' -> "H " + body.get() + " " + body.getShort();
            case 'd' -> "d " + text(body, body.remaining()).stripTrailing().replace('\t', '|');
            default -> String.valueOf(type);
        };
    }

    private static String fields(ByteBuffer body) {
        var fields = new ArrayList<String>();
        for (var code = (char) body.get(); code != 0; code = (char) body.get()) {
            fields.add(code + "[" + cstring(body).replace("\\", "\\\\").replace("\n", "\\n") + "]");
        }
        return String.join(" ", fields)
                .replaceFirst("Environment ID: [\\w-]+", "Environment ID: <environment>")
                .replaceFirst("Session UUID: [\\w-]+", "Session UUID: <uuid>")
                .replaceFirst("inputs: \\[u\\d+]", "inputs: [<id>]");
    }

    private static String columns(ByteBuffer body) {
        var columns = new ArrayList<String>();
        for (var left = body.getShort(); left > 0; left--) {
            var name = cstring(body);
            body.getInt();
            body.getShort();
            columns.add(name + ":" + body.getInt() + ":" + body.getShort() + ":" + body.getInt());
            body.getShort();
        }
        return String.join(" ", columns);
    }

    private static String cells(ByteBuffer body) {
        List<String> cells = new ArrayList<>();
        for (var left = body.getShort(); left > 0; left--) {
            var length = body.getInt();
            cells.add(length < 0 ? "\\N" : text(body, length));
        }
        return String.join("|", cells);
    }

    private static String text(ByteBuffer body, int length) {
        var bytes = new byte[length];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String cstring(ByteBuffer body) {
        var start = body.position();
        while (body.get() != 0) {
            // the position moves
        }
        return new String(body.array(), start, body.position() - 1 - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
