package auctions.ingestor.sim.sql;

import java.util.Optional;

/** A NoticeResponse that does not fail anything. */
public record Notice(String severity, String code, String message, Optional<String> detail, Optional<String> hint) {
    /** A notice of severity NOTICE. */
    public static Notice of(String code, String message) {
        return new Notice("NOTICE", code, message, Optional.empty(), Optional.empty());
    }

    /** A notice of severity WARNING. */
    public static Notice warning(String code, String message) {
        return new Notice("WARNING", code, message, Optional.empty(), Optional.empty());
    }

    /** The same with a DETAIL field. */
    public Notice withDetail(String text) {
        return new Notice(severity, code, message, Optional.of(text), hint);
    }

    /** The same with a HINT field. */
    public Notice withHint(String text) {
        return new Notice(severity, code, message, detail, Optional.of(text));
    }
}
