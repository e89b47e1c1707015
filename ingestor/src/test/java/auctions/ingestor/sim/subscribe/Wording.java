package auctions.ingestor.sim.subscribe;

import auctions.ingestor.sim.catalog.CatalogObject;
import auctions.ingestor.sim.sql.SqlError;
import java.util.Locale;

/** How a server of a given age words errors that clients must recognise by their text. */
public enum Wording {
    /** Servers from 2026 on. */
    V2026,
    /** Servers up to 2025. */
    V2025;

    /** AS OF is below the readable history. */
    SqlError historyLost(CatalogObject object, long asOf, long since) {
        return switch (this) {
            case V2026 ->
                SqlError.error("22000", "could not find a valid timestamp for the query")
                        .withDetail("Constraints:\nlower:\n  (StorageInput([User(" + object.id() + ")])): [" + since
                                + "]\n  (QueryAsOf): [" + asOf + "]\nupper:\n  (QueryAsOf): [" + asOf + "]\n");
            case V2025 ->
                SqlError.error(
                        "XX000",
                        "Timestamp (" + asOf + ") is not valid for all inputs: [(User(" + object.id()
                                + "), Antichain { elements: [" + since + "] })]");
        };
    }

    /** A relation or cluster has been dropped under a subscription. */
    public SqlError dropped(String kind, String name) {
        return switch (this) {
            case V2026 -> SqlError.error("42704", kind + " '" + name + "' was dropped");
            case V2025 ->
                SqlError.error(
                        "XX000",
                        "subscribe has been terminated because underlying " + kind.toLowerCase(Locale.ROOT) + " \""
                                + name + "\" was dropped");
        };
    }
}
