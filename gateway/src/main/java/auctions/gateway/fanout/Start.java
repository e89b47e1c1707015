package auctions.gateway.fanout;

import java.util.Optional;

/** Where a stream begins: the subscriber's wish, by the names of SUBSCRIBE's own options. */
public sealed interface Start {

    /** Every live row, then what follows. */
    record Snapshot() implements Start {}

    /** Nothing of the past: the head's progress id, then what follows ({@code ?snapshot=false}). */
    record Head() implements Start {}

    /** Everything after the position that any gateway ever gave as this id; whatever the client sent, well-formed or not. */
    record After(String lastEventId) implements Start {}

    /** The start for a request: an id wins over {@code snapshot}, and an empty id is none (WHATWG). */
    static Start of(Optional<String> lastEventId, boolean snapshot) {
        if (lastEventId.isPresent() && !lastEventId.get().isEmpty()) {
            return new After(lastEventId.get());
        }
        return snapshot ? new Snapshot() : new Head();
    }
}
