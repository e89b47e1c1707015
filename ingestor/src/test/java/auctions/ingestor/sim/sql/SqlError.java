package auctions.ingestor.sim.sql;

import org.jspecify.annotations.Nullable;

/**
 * An error of the server as a client sees it: the fields of an ErrorResponse. Materialize sends no {@code V} field and no
 * source location, so neither exists here.
 */
public final class SqlError extends RuntimeException {
    private final String severity;
    private final String code;
    private final @Nullable String detail;
    private final @Nullable String hint;
    private final int position;

    private SqlError(
            String severity,
            String code,
            String message,
            @Nullable String detail,
            @Nullable String hint,
            int position) {
        super(message, null, false, false);
        this.severity = severity;
        this.code = code;
        this.detail = detail;
        this.hint = hint;
        this.position = position;
    }

    /** An error that fails the statement and leaves the connection usable. */
    public static SqlError error(String code, String message) {
        return new SqlError("ERROR", code, message, null, null, 0);
    }

    /** An error after which the server closes the connection. */
    public static SqlError fatal(String code, String message) {
        return new SqlError("FATAL", code, message, null, null, 0);
    }

    /** A syntax error at a one-based character position of the statement text. */
    static SqlError syntax(String message, int position) {
        return new SqlError("ERROR", "42601", message, null, null, position);
    }

    /** The same error with a DETAIL field. */
    public SqlError withDetail(String text) {
        return new SqlError(severity, code, message(), text, hint, position);
    }

    /** The same error with a HINT field. */
    public SqlError withHint(String text) {
        return new SqlError(severity, code, message(), detail, text, position);
    }

    /** Whether the connection ends after this error. */
    public boolean isFatal() {
        return severity.equals("FATAL");
    }

    /** {@code ERROR} or {@code FATAL}. */
    public String severity() {
        return severity;
    }

    /** The SQLSTATE. */
    public String code() {
        return code;
    }

    /** The primary message. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** The DETAIL field, if the error has one. */
    public @Nullable String detail() {
        return detail;
    }

    /** The HINT field, if the error has one. */
    public @Nullable String hint() {
        return hint;
    }

    /** One-based position in the statement text, 0 when unknown. */
    public int position() {
        return position;
    }
}
