package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The variables of one session. Owned by its thread. */
public final class SessionSettings {
    /** What {@code mz_version()} answers. */
    public static final String VERSION = "v26.22.0-dev.0 (000000000)";

    /** The settings that a client is told of, in the order of the login. */
    static final List<String> REPORTED = List.of(
            "application_name",
            "client_encoding",
            "DateStyle",
            "integer_datetimes",
            "server_version",
            "standard_conforming_strings",
            "TimeZone",
            "IntervalStyle",
            "cluster",
            "cluster_replica",
            "default_cluster_replication_factor",
            "database",
            "search_path",
            "mz_version");

    private static final List<String> FIXED = List.of(
            "client_encoding",
            "integer_datetimes",
            "server_version",
            "server_version_num",
            "standard_conforming_strings",
            "mz_version",
            "IntervalStyle",
            "is_superuser");
    private static final List<String> BOOLEAN = List.of("real_time_recency", "auto_route_catalog_queries");
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        var defaults = DEFAULTS;
        defaults.put("application_name", "");
        defaults.put("client_encoding", "UTF8");
        defaults.put("DateStyle", "ISO, MDY");
        defaults.put("integer_datetimes", "on");
        defaults.put("server_version", "9.5.0");
        defaults.put("server_version_num", "90500");
        defaults.put("standard_conforming_strings", "on");
        defaults.put("TimeZone", "UTC");
        defaults.put("IntervalStyle", "postgres");
        defaults.put("cluster", Catalog.DEFAULT_CLUSTER);
        defaults.put("cluster_replica", "");
        defaults.put("default_cluster_replication_factor", "1");
        defaults.put("database", "materialize");
        defaults.put("search_path", "public");
        defaults.put("mz_version", VERSION);
        defaults.put("client_min_messages", "notice");
        defaults.put("extra_float_digits", "3");
        defaults.put("statement_timeout", "1 min");
        defaults.put("idle_in_transaction_session_timeout", "2 min");
        defaults.put("transaction_isolation", "strict serializable");
        defaults.put("real_time_recency", "off");
        defaults.put("auto_route_catalog_queries", "on");
        defaults.put("is_superuser", "off");
        defaults.put("welcome_message", "on");
        defaults.put("max_query_result_size", "1GB");
    }

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    SessionSettings() {
        values.putAll(DEFAULTS);
    }

    /** Sets a variable. */
    void set(String name, String value) {
        var canonical = canonical(name);
        if (FIXED.contains(canonical)) {
            if (!normal(get(canonical)).equals(normal(value))) {
                throw SqlError.error(
                        "22023", "parameter \"" + canonical + "\" can only be set to \"" + get(canonical) + "\"");
            }
            return;
        }
        if (canonical.equals("TimeZone")) {
            values.put(canonical, timeZone(value));
            return;
        }
        if (BOOLEAN.contains(canonical)
                && !List.of("on", "off", "true", "false", "t", "f").contains(normal(value))) {
            throw SqlError.error("22023", "parameter \"" + canonical + "\" requires a \"boolean\" value");
        }
        if (canonical.equals("DateStyle")) {
            return;
        }
        values.put(canonical, value);
    }

    private static String normal(String value) {
        return value.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String timeZone(String value) {
        if (!List.of("utc", "gmt", "+00:00").contains(value.toLowerCase(Locale.ROOT))) {
            throw SqlError.error("22023", "invalid value for parameter \"TimeZone\": \"" + value + "\"");
        }
        return value.equals("+00:00") ? value : value.toUpperCase(Locale.ROOT);
    }

    /** Returns a variable to the server's default, whatever the client asked for at login. */
    void reset(String name) {
        var canonical = canonical(name);
        values.put(canonical, DEFAULTS.getOrDefault(canonical, ""));
    }

    /** Whether a notice is for a client with these settings. */
    boolean shows(Notice notice) {
        return switch (get("client_min_messages").toLowerCase(Locale.ROOT)) {
            case "error" -> false;
            case "warning" -> notice.severity().equals("WARNING");
            default -> true;
        };
    }

    /** The value of a variable. */
    String get(String name) {
        return values.getOrDefault(canonical(name), "");
    }

    /** The name as the server spells it. */
    String canonical(String name) {
        return DEFAULTS.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> SqlError.error("42704", "unrecognized configuration parameter \"" + name + "\""));
    }

    /** All variables. */
    Map<String, String> all() {
        return new TreeMap<>(values);
    }

    /** Takes back all values, as the end of a failed transaction does. */
    void restore(Map<String, String> earlier) {
        values.putAll(earlier);
    }

    /** {@code idle_in_transaction_session_timeout} in milliseconds, 0 for none. */
    long idleTimeoutMillis() {
        var text = get("idle_in_transaction_session_timeout")
                .toLowerCase(Locale.ROOT)
                .strip();
        var number = Long.parseLong(text.replaceAll("[^0-9].*", ""));
        return switch (text.replaceAll("[0-9 ]", "")) {
            case "s" -> number * 1000;
            case "min" -> number * 60_000;
            case "h" -> number * 3_600_000;
            default -> number;
        };
    }
}
