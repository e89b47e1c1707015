package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.subscribe.ServerOptions;
import auctions.ingestor.sim.wire.FrontendMessage;
import auctions.ingestor.sim.wire.MessageWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The start of a connection: encryption refused, startup message read, password asked. Owned by the connection's thread. */
public final class Login {
    /** What a new connection turned out to be. */
    sealed interface Request {
        /** A session with these startup settings. */
        record Startup(Map<String, String> settings) implements Request {}

        /** A wish to cancel what another session runs. */
        record Cancel(int pid, int secret) implements Request {}
    }

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int PROTOCOL_MAJOR = 3;
    private static final Pattern OPTION = Pattern.compile("(?:--|-c\\s*)([A-Za-z_][\\w-]*)=((?:\\\\.|[^\\s\\\\])*)");

    private final DataInputStream in;
    private final MessageWriter out;

    Login(DataInputStream in, MessageWriter out) {
        this.in = in;
        this.out = out;
    }

    /** Reads what the client wants. */
    Request request() throws IOException {
        while (true) {
            var message = FrontendMessage.readStartup(in);
            var code = message.int32();
            switch (code) {
                case SSL_REQUEST, GSS_REQUEST -> {
                    out.int8('N');
                    out.flush();
                }
                case CANCEL_REQUEST -> {
                    return new Request.Cancel(message.int32(), message.int32());
                }
                default -> {
                    if (code >> 16 != PROTOCOL_MAJOR) {
                        throw SqlError.fatal(
                                "08004", "server does not support the client's requested protocol version");
                    }
                    return new Request.Startup(settings(message));
                }
            }
        }
    }

    private static Map<String, String> settings(FrontendMessage message) {
        var settings = new LinkedHashMap<String, String>();
        while (message.hasMore()) {
            var name = message.cstring();
            if (name.isEmpty()) {
                break;
            }
            settings.put(name, message.cstring());
        }
        return settings;
    }

    /** Checks the password, if the server wants one. */
    void authenticate(ServerOptions options) throws IOException {
        var password = options.password();
        if (password.isPresent()) {
            out.begin('R').int32(3).end();
            out.flush();
            var answer = FrontendMessage.read(in);
            if (answer.type() != 'p') {
                throw SqlError.fatal("28000", "expected Password message");
            }
            if (!answer.cstring().equals(password.get())) {
                throw SqlError.fatal("28P01", "invalid password");
            }
        }
        out.begin('R').int32(0).end();
    }

    /** Applies the startup settings; what is refused becomes a notice. */
    public List<Notice> apply(Map<String, String> startup, SessionSettings settings, Catalog catalog) {
        var notices = new ArrayList<Notice>();
        var all = new LinkedHashMap<>(startup);
        all.remove("user");
        var options = all.remove("options");
        if (options != null) {
            var option = OPTION.matcher(options);
            while (option.find()) {
                all.put(option.group(1).replace('-', '_'), option.group(2).replaceAll("\\\\(.)", "$1"));
            }
        }
        all.forEach((name, value) -> {
            try {
                settings.startup(name, value);
            } catch (SqlError error) {
                notices.add(Notice.of("00000", "startup setting " + name + " not set: " + error.message()));
            }
        });
        if (catalog.findCluster(settings.get("cluster")).isEmpty()) {
            notices.add(Notice.of("MZ007", "cluster \"" + settings.get("cluster") + "\" does not exist"));
        }
        return notices;
    }
}
