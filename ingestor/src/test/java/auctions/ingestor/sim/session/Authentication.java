package auctions.ingestor.sim.session;

/** How a port asks its clients who they are. */
public sealed interface Authentication {
    /** How often Materialize makes clients hash a password. */
    int MATERIALIZE_ITERATIONS = 600_000;

    /** Any user may log in. */
    record None() implements Authentication {}

    /** Every user needs this password, sent as it is. */
    record Cleartext(String password) implements Authentication {}

    /** Every user needs this password, proven by SASL's SCRAM-SHA-256. */
    record Scram(String password, int iterations) implements Authentication {}
}
