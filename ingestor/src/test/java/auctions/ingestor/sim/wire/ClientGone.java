package auctions.ingestor.sim.wire;

/** The connection is over: the client left, or a fault cut it. Carries no message, for nobody will read one. */
public final class ClientGone extends RuntimeException {
    /** Without a message, for nobody reads it. */
    public ClientGone() {
        super(null, null, false, false);
    }
}
