package auctions.ingestor.sim.sql;

import java.util.List;
import java.util.Optional;

/**
 * A SUBSCRIBE.
 *
 * @param query what is subscribed to; an object is the query that selects all of it
 * @param envelope how changes are told
 * @param key the key columns of the envelope, in KEY order
 * @param snapshot whether the state at the start comes first
 * @param progress whether progress rows come
 * @param asOf the start; absent means now
 * @param atLeast whether the start may be later
 * @param upTo the exclusive end, if any
 */
public record Subscribe(
        Query query,
        Envelope envelope,
        List<String> key,
        boolean snapshot,
        boolean progress,
        Optional<Expr> asOf,
        boolean atLeast,
        Optional<Expr> upTo) {

    /** How the changes of one time are told. */
    public enum Envelope {
        /** Row and multiplicity. */
        NONE,
        /** The newest row per key. */
        UPSERT,
        /** The rows before and after, per key. */
        DEBEZIUM
    }
}
