package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Assigns a class to whatever the driver throws. The text decides first, in every wording that versions of Materialize
 * have used, because one SQLSTATE stands for many errors there (XX000, 0A000, 22000, 53200); then the SQLSTATE does.
 */
final class SubscribeFailures {

    private static final String HISTORY_LOST =
            "could not find a valid timestamp for the query|Timestamp \\(\\d+\\) is not valid for all inputs";

    private static final Pattern SINCE = Pattern.compile("lower:.*?\\[ *(\\d{1,19})[ \\]]", Pattern.DOTALL);

    private static final Pattern SINCE_2025 = Pattern.compile("elements: \\[(\\d{1,19})]");

    /** What only a text tells, in the order in which it is looked for. */
    private static final List<Rule> TEXTS = List.of(
            new Rule(HISTORY_LOST, FailureClass.HISTORY_LOST),
            new Rule("(was|been) dropped", FailureClass.OBJECT_DROPPED),
            new Rule("exceeds max size", FailureClass.RESULT_TOO_LARGE),
            new Rule("has no replicas", FailureClass.NO_REPLICAS),
            new Rule("Evaluation error", FailureClass.VIEW_FAILED),
            new Rule(
                    "unknown (catalog item|schema|database|cluster) |cluster .* does not exist",
                    FailureClass.UNKNOWN_OBJECT),
            new Rule("column .* does not exist|cannot be subscribed to", FailureClass.CONFIGURATION),
            new Rule("SCRAM PBKDF2 iterations", FailureClass.CONFIGURATION));

    /** Refusals that a retry cannot change, among the connection errors that it can. */
    private static final Pattern REFUSED_FOR_GOOD = Pattern.compile(
            "TLS encryption is required|does not support SSL|no password was provided|the password is an empty string"
                    + "|authentication type .* is not supported|does not support the client's requested protocol");

    /** Too many connections, shutdown, idle limit, read-only during an upgrade, serialization: over after a while. */
    private static final Set<String> PASSING =
            Set.of("53000", "53300", "57P01", "57P02", "57P03", "25P03", "25P02", "25006", "40001");

    /** A class for the errors whose text has this in it. */
    private record Rule(Pattern text, FailureClass failureClass) {

        Rule(String text, FailureClass failureClass) {
            this(Pattern.compile(text), failureClass);
        }
    }

    private SubscribeFailures() {}

    /**
     * The exception to throw for what the driver threw.
     *
     * @param attempt what was attempted on which object, for the message
     */
    static SubscribeException of(SQLException cause, String attempt) {
        var message = serverMessage(cause);
        var failureClass = classify(cause, message);
        var state = cause.getSQLState() == null ? "none" : cause.getSQLState();
        var text = "could not %s: %s (SQLSTATE %s, class %s); %s"
                .formatted(attempt, message, state, failureClass.label(), failureClass.remedy());
        return new SubscribeException(failureClass, text, cause, since(message));
    }

    private static FailureClass classify(SQLException cause, String message) {
        if (timedOut(cause)) {
            return FailureClass.SILENT;
        }
        return TEXTS.stream()
                .filter(rule -> rule.text().matcher(message).find())
                .findFirst()
                .map(Rule::failureClass)
                .orElseGet(() -> byState(String.valueOf(cause.getSQLState()), message));
    }

    private static FailureClass byState(String state, String message) {
        if (state.equals("null") || state.startsWith("08")) {
            return REFUSED_FOR_GOOD.matcher(message).find() ? FailureClass.CONFIGURATION : FailureClass.TRANSIENT;
        }
        if (PASSING.contains(state)) {
            return FailureClass.TRANSIENT;
        }
        return switch (state) {
            case "28000", "28P01", "42501", "MZ010", "MZ011" -> FailureClass.ACCESS_REFUSED;
            case "57014" -> FailureClass.CANCELLED;
            case "53200" -> FailureClass.FELL_BEHIND;
            case "P0002" -> FailureClass.OBJECT_DROPPED;
            case "3D000", "3F000", "42704", "42P01" -> FailureClass.UNKNOWN_OBJECT;
            case "22023" -> FailureClass.CONFIGURATION;
            default -> byClassOfState(state.substring(0, Math.min(2, state.length())));
        };
    }

    /** The standard's classes: errors in the statement's text, errors in the data. */
    private static FailureClass byClassOfState(String stateClass) {
        return switch (stateClass) {
            case "42" -> FailureClass.CONFIGURATION;
            case "22" -> FailureClass.VIEW_FAILED;
            default -> FailureClass.UNKNOWN;
        };
    }

    private static boolean timedOut(SQLException cause) {
        for (@Nullable Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SocketTimeoutException && !"Connect timed out".equals(t.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static String serverMessage(SQLException cause) {
        if (cause instanceof PSQLException e && e.getServerErrorMessage() != null) {
            var server = e.getServerErrorMessage();
            return Stream.of(server.getDetail(), server.getHint())
                    .filter(Objects::nonNull)
                    .map(more -> " (" + more + ")")
                    .collect(Collectors.joining("", String.valueOf(server.getMessage()), ""));
        }
        // The driver's own words say only that it failed; an unknown host is named by what is behind them.
        var text = String.valueOf(cause.getMessage());
        return cause.getCause() == null ? text : text + " (" + cause.getCause() + ")";
    }

    private static @Nullable MzTimestamp since(String message) {
        for (var pattern : new Pattern[] {SINCE, SINCE_2025}) {
            var matcher = pattern.matcher(message);
            if (matcher.find()) {
                return MzTimestamp.parse(matcher.group(1));
            }
        }
        return null;
    }
}
