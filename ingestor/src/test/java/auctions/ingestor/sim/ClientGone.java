package auctions.ingestor.sim;

/** The connection is over: the client left, or a fault cut it. Carries no message, for nobody will read one. */
final class ClientGone extends RuntimeException {
    ClientGone() {
        super(null, null, false, false);
    }
}
