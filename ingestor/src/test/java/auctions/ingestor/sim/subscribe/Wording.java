package auctions.ingestor.sim.subscribe;

import auctions.ingestor.sim.catalog.CatalogObject;
import auctions.ingestor.sim.data.Timestamps;
import auctions.ingestor.sim.sql.SqlError;

/** How a server of a given age words errors that clients must recognise by their text. */
public enum Wording {
    /** Servers up to 2025, from their source. */
    V2025,
    /** v26.22 of April 2026, as seen on a real server. */
    V26_22,
    /** Servers of late 2026, from their source. */
    LATE_2026;

    /** AS OF is below the readable history. */
    SqlError historyLost(CatalogObject object, long asOf, long since) {
        return switch (this) {
            case V2025 ->
                SqlError.error(
                        "XX000",
                        "Timestamp (" + asOf + ") is not valid for all inputs: [(User(" + object.id()
                                + "), Antichain { elements: [" + since + "] })]");
            case V26_22, LATE_2026 ->
                SqlError.error("22000", "could not find a valid timestamp for the query")
                        .withDetail("Constraints:\nlower:\n  (Storage inputs: [" + object.catalogId() + "]): ["
                                + moment(since) + "]\nupper:\n  (Query's AS OF): [" + moment(asOf) + "]\n");
        };
    }

    private static String moment(long millis) {
        var date = Timestamps.text(Math.floorDiv(millis, 1000) * 1_000_000).replace("+00", "");
        return "%13d (%s.%03d)".formatted(millis, date, Math.floorMod(millis, 1000));
    }

    /** A relation or cluster has been dropped under a subscription. */
    SqlError dropped(String kind, String name) {
        return switch (this) {
            case V2025, V26_22 ->
                SqlError.error(
                        "XX000",
                        "subscribe has been terminated because underlying " + kind + " \"" + name + "\" was dropped");
            case LATE_2026 -> SqlError.error("42704", kind + " '" + name + "' was dropped");
        };
    }
}
