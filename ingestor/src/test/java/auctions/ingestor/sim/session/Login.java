package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.wire.FrontendMessage;
import auctions.ingestor.sim.wire.MessageWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The start of a connection: encryption refused, startup message read, password asked. Owned by the connection's thread. */
public final class Login {
    /** What the first message of a connection asks for. */
    sealed interface Request {
        /** A session with these startup settings. */
        record Startup(Map<String, String> settings) implements Request {}

        /** To cancel what another session runs. */
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

    /** Asks who the client is, in the way that the server is set to. */
    void authenticate(Authentication authentication) throws IOException {
        switch (authentication) {
            case Authentication.None _ -> {}
            case Authentication.Cleartext(var password) -> {
                out.begin('R').int32(3).end();
                out.flush();
                if (!answer().cstring().equals(password)) {
                    throw SqlError.fatal("28P01", "invalid password");
                }
            }
            case Authentication.Scram scram -> new ScramExchange(scram, out, this::answer).run();
        }
        out.begin('R').int32(0).end();
    }

    private FrontendMessage answer() throws IOException {
        var answer = FrontendMessage.read(in);
        if (answer.type() != 'p') {
            throw SqlError.fatal("28000", "expected Password message");
        }
        return answer;
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
                settings.set(name, value);
            } catch (SqlError error) {
                notices.add(Notice.of("00000", "startup setting " + name + " not set: " + error.message()));
            }
        });
        if (settings.get("welcome_message").equals("on")) {
            notices.add(banner(startup.getOrDefault("user", "materialize"), settings, catalog));
        }
        if (catalog.findCluster(settings.get("cluster")).isEmpty()) {
            notices.add(Notice.of("MZ005", "session default cluster \"" + settings.get("cluster") + "\" does not exist")
                    .withHint("Pick an extant cluster with SET CLUSTER = name. Run SHOW CLUSTERS to see available"
                            + " clusters."));
        }
        return notices;
    }

    private static Notice banner(String user, SessionSettings settings, Catalog catalog) {
        var clusterExists = catalog.findCluster(settings.get("cluster")).isPresent();
        return Notice.of("00000", """
                connected to Materialize %s
                  Environment ID: %s
                  Region: docker/container
                  User: %s
                  Cluster: %s
                  Database: %s
                  Schema: %s
                  Session UUID: %s

                Issue a SQL query to get started. Need help?
                  View documentation: https://materialize.com/s/docs
                  Join our Slack community: https://materialize.com/s/chat
                   \s""".formatted(
                        settings.get("mz_version").split(" ", 2)[0],
                        catalog.environment(),
                        user,
                        settings.get("cluster") + (clusterExists ? "" : " (does not exist)"),
                        settings.get("database"),
                        settings.get("search_path"),
                        UUID.randomUUID()));
    }
}
