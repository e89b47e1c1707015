package auctions.ingestor.subscribe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Materialize is, who we are to it, and what is subscribed to.
 *
 * @param host name or address of the server
 * @param port SQL port of the server
 * @param database database of the session
 * @param user login name; wins over prefix and suffix
 * @param emailPrefix what is before the @ of a login name that is an email address
 * @param emailSuffix what is after the @ of a login name that is an email address
 * @param password app password; empty where the server asks for none
 * @param passwordFile a file that holds the app password, instead of the property
 * @param sslMode disable, allow, prefer, require, verify-ca or verify-full, as in libpq; empty: prefer to a loopback
 *     address or without a password, else require, so that no password leaves the machine unencrypted
 * @param cluster cluster that runs the subscription
 * @param schema schema in which an unqualified relation is looked up
 * @param subscribe the relation, qualified or not, or a query in parentheses
 * @param key comma-separated key columns; names keep their case, double quotes protect commas
 * @param connectTimeout how long opening a connection may take
 * @param silenceLimit how long the server may be silent before it is taken for dead; progress comes each second
 * @param patienceMax how long the server may be silent, at most, while it computes a large view: between the opening row
 *     and the first closed frontier
 */
@ConfigurationProperties("ingestor.materialize")
record SubscribeProperties(
        @DefaultValue("localhost") String host,
        @DefaultValue("6875") int port,
        @DefaultValue("materialize") String database,
        @DefaultValue("") String user,
        @DefaultValue("") String emailPrefix,
        @DefaultValue("") String emailSuffix,
        @DefaultValue("") String password,
        @DefaultValue("") String passwordFile,
        @DefaultValue("") String sslMode,
        @DefaultValue("auction_house") String cluster,
        @DefaultValue("public") String schema,
        @DefaultValue("winning_bids") String subscribe,
        @DefaultValue("auction_id") String key,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("10s") Duration silenceLimit,
        @DefaultValue("10m") Duration patienceMax) {

    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final String USER_DEFAULT = "materialize";

    /** What Java puts in the place of a byte that the process's locale cannot read. */
    private static final String UNREADABLE = "\uFFFD";

    /** A name or an address of version 4 with a port behind it; an address of version 6 has more colons. */
    private static final Pattern HOST_WITH_PORT = Pattern.compile("[^:]+:\\d*|\\[.*]:\\d*");

    /** What names this machine without a question to a name server (RFC 6761, section 6.3; RFC 6890). */
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d+){3}|\\[?::1]?");

    SubscribeProperties {
        var texts = Map.of(
                "host", host,
                "database", database,
                "user", user,
                "email-prefix", emailPrefix,
                "email-suffix", emailSuffix,
                "password", password,
                "cluster", cluster,
                "schema", schema,
                "subscribe", subscribe,
                "key", key);
        texts.forEach(
                (name, text) -> check(!text.contains(UNREADABLE), name, "…", "must be readable: set LANG=C.UTF-8"));
        check(
                !HOST_WITH_PORT.matcher(host).matches(),
                "host",
                host,
                "must be without a port, which has a variable of its own: MZ_PORT");
        check(
                emailPrefix.isBlank() == emailSuffix.isBlank(),
                emailPrefix.isBlank() ? "email-prefix" : "email-suffix",
                "",
                "must be set together with the other half of the user's address, or neither");
        user = userOf(user, emailPrefix, emailSuffix);
        check(
                password.isEmpty() || passwordFile.isEmpty(),
                "password-file",
                passwordFile,
                "must not be set together with the password itself, MZ_PASSWORD");
        check(
                passwordFile.isEmpty() || Files.isReadable(Path.of(passwordFile)),
                "password-file",
                passwordFile,
                "must be a file that this process may read");
        sslMode = sslModeOf(sslMode, host, !password.isEmpty() || !passwordFile.isEmpty());
        subscribe = subscribe.strip();
        check(!host.isBlank(), "host", host, "must name a server");
        check(port > 0 && port < 65_536, "port", port, "must be between 1 and 65535");
        check(!database.isBlank(), "database", database, "must name a database");
        check(SSL_MODES.contains(sslMode), "ssl-mode", sslMode, "must be one of " + SSL_MODES);
        check(!subscribe.isEmpty(), "subscribe", subscribe, "must be a relation or a query in parentheses");
        check(
                !subscribe.startsWith("(") || subscribe.endsWith(")"),
                "subscribe",
                subscribe,
                "must end with a parenthesis as it begins with one");
        check(
                new HashSet<>(Identifiers.parse(key, ',')).size()
                        == Identifiers.parse(key, ',').size(),
                "key",
                key,
                "must name each column once");
        check(positive(connectTimeout), "connect-timeout", connectTimeout, "must be positive");
        check(positive(silenceLimit), "silence-limit", silenceLimit, "must be positive");
        check(
                patienceMax.compareTo(silenceLimit) >= 0,
                "patience-max",
                patienceMax,
                "must not be less than silence-limit, " + silenceLimit);
    }

    /** The app password for a login now. */
    String currentPassword() throws IOException {
        return passwordFile.isEmpty() ? password : PasswordFile.read(passwordFile);
    }

    /** The key columns in their configured order. */
    List<String> keyColumns() {
        return Identifiers.parse(key, ',');
    }

    /** What is subscribed to, as SQL: the query as given, or the relation's name with its parts quoted. */
    String relationSql() {
        if (subscribe.startsWith("(")) {
            return subscribe;
        }
        return Identifiers.parse(subscribe, '.').stream()
                .map(Identifiers::quote)
                .collect(Collectors.joining("."));
    }

    /** Database, schema and name of the relation; empty for a query. */
    List<String> objectName() {
        if (subscribe.startsWith("(")) {
            return List.of();
        }
        var parts = Identifiers.parse(subscribe, '.');
        return switch (parts.size()) {
            case 1 -> List.of(database, schema, parts.get(0));
            case 2 -> List.of(database, parts.get(0), parts.get(1));
            default -> parts;
        };
    }

    @Override
    public String toString() {
        return "SubscribeProperties[%s@%s:%d/%s, %s in %s.%s]"
                .formatted(user, host, port, database, subscribe, cluster, schema);
    }

    private static String sslModeOf(String sslMode, String host, boolean withPassword) {
        if (!sslMode.isBlank()) {
            return sslMode;
        }
        return withPassword && !LOOPBACK.matcher(host).matches() ? "require" : "prefer";
    }

    private static String userOf(String user, String emailPrefix, String emailSuffix) {
        if (!user.isBlank()) {
            return user;
        }
        return emailPrefix.isBlank() || emailSuffix.isBlank() ? USER_DEFAULT : emailPrefix + '@' + emailSuffix;
    }

    private static boolean positive(Duration duration) {
        return duration.isPositive();
    }

    private static void check(boolean holds, String property, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "ingestor.materialize.%s is '%s', but %s".formatted(property, value, rule));
        }
    }
}
