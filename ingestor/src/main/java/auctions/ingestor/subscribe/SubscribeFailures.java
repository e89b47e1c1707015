package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Assigns a class to whatever the driver throws. SQLSTATE decides where it can; where Materialize shares one among
 * several errors, the text does, in every wording its versions have used.
 */
final class SubscribeFailures {

    private static final String HISTORY_LOST = "could not find a valid timestamp for the query";

    private static final Pattern HISTORY_LOST_2025 =
            Pattern.compile("Timestamp \\(\\d+\\) is not valid for all inputs");

    private static final Pattern SINCE = Pattern.compile("lower:.*?\\[ *(\\d{1,19})[ \\]]", Pattern.DOTALL);

    private static final Pattern SINCE_2025 = Pattern.compile("elements: \\[(\\d{1,19})]");

    private static final Pattern UNKNOWN_OBJECT =
            Pattern.compile("unknown (catalog item|schema|database|cluster) |cluster .* does not exist");

    /** Refusals that a retry cannot change, among the connection errors that it can. */
    private static final Pattern REFUSED_FOR_GOOD = Pattern.compile(
            "TLS encryption is required|does not support SSL|no password was provided|the password is an empty string"
                    + "|authentication type .* is not supported|does not support the client's requested protocol");

    /** Too many connections, shutdown, idle limit, read-only during an upgrade, serialization: over after a while. */
    private static final Set<String> PASSING =
            Set.of("53000", "53300", "57P01", "57P02", "57P03", "25P03", "25P02", "25006", "40001");

    private SubscribeFailures() {}

    /**
     * The exception to throw for what the driver threw.
     *
     * @param attempt what was attempted on which object, for the message
     * @param streaming whether rows were being read, rather than the session or statement set up
     */
    static SubscribeException of(SQLException cause, String attempt, boolean streaming) {
        var message = serverMessage(cause);
        var failureClass = classify(cause, message, streaming);
        var state = cause.getSQLState() == null ? "none" : cause.getSQLState();
        var text = "could not %s: %s (SQLSTATE %s, class %s); %s"
                .formatted(attempt, message, state, failureClass.label(), remedy(failureClass));
        return new SubscribeException(failureClass, text, cause, since(message));
    }

    private static FailureClass classify(SQLException cause, String message, boolean streaming) {
        if (timedOut(cause)) {
            return FailureClass.SILENT;
        }
        if (message.contains(HISTORY_LOST) || HISTORY_LOST_2025.matcher(message).find()) {
            return FailureClass.HISTORY_LOST;
        }
        var state = cause.getSQLState();
        if (state == null || state.startsWith("08")) {
            return REFUSED_FOR_GOOD.matcher(message).find() ? FailureClass.CONFIGURATION : FailureClass.TRANSIENT;
        }
        if (PASSING.contains(state) || (state.equals("0A000") && message.contains(" chang"))) {
            return FailureClass.TRANSIENT;
        }
        return switch (state) {
            case "28000" -> FailureClass.CREDENTIALS_EXPIRED;
            case "57014" -> FailureClass.CANCELLED;
            case "53200" -> FailureClass.FELL_BEHIND;
            case "42704" -> FailureClass.OBJECT_DROPPED;
            case "XX000" -> byText(message, streaming);
            default -> streaming ? FailureClass.POISONED : FailureClass.CONFIGURATION;
        };
    }

    private static FailureClass byText(String message, boolean streaming) {
        if (message.contains("was dropped")) {
            return FailureClass.OBJECT_DROPPED;
        }
        if (message.contains("exceeds max size")) {
            return FailureClass.RESULT_TOO_LARGE;
        }
        if (UNKNOWN_OBJECT.matcher(message).find()) {
            return FailureClass.UNKNOWN_OBJECT;
        }
        return streaming ? FailureClass.POISONED : FailureClass.CONFIGURATION;
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
            var text = String.valueOf(server.getMessage());
            return server.getDetail() == null ? text : text + " (" + server.getDetail() + ")";
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

    private static String remedy(FailureClass failureClass) {
        return switch (failureClass) {
            case TRANSIENT, SILENT -> "reconnecting";
            case SILENT_SNAPSHOT -> "reconnecting, with more patience";
            case CREDENTIALS_EXPIRED -> "logging in once more, then check ingestor.materialize.user and .password";
            case CANCELLED ->
                "somebody cancelled the subscription on purpose; start the ingestor again when it may run";
            case FELL_BEHIND ->
                "resuming; if it happens again, look for a slow Kafka or raise the server's"
                        + " subscribe_max_buffered_bytes";
            case RESULT_TOO_LARGE -> "raise the server's max_result_size or subscribe to a smaller relation";
            case HISTORY_LOST -> "publishing the difference between a snapshot and the topic instead";
            case OBJECT_DROPPED -> "looking the name up again";
            case POISONED -> "correct the data or the view, then start the ingestor again";
            case PROTOCOL -> "check that the server is a Materialize of a supported version";
            case UNKNOWN_OBJECT, CONFIGURATION -> "check ingestor.materialize.* against the server";
        };
    }
}
