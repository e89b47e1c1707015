package auctions.ingestor.sim;

import java.util.Optional;

/** A NoticeResponse that does not fail anything. */
record Notice(String severity, String code, String message, Optional<String> detail, Optional<String> hint) {
    /** A notice of severity NOTICE. */
    static Notice of(String code, String message) {
        return new Notice("NOTICE", code, message, Optional.empty(), Optional.empty());
    }

    /** A notice of severity WARNING. */
    static Notice warning(String code, String message) {
        return new Notice("WARNING", code, message, Optional.empty(), Optional.empty());
    }

    /** The same with a DETAIL field. */
    Notice withDetail(String text) {
        return new Notice(severity, code, message, Optional.of(text), hint);
    }

    /** The same with a HINT field. */
    Notice withHint(String text) {
        return new Notice(severity, code, message, detail, Optional.of(text));
    }
}
