package auctions.ingestor;

import java.util.Set;

/** The arrows of the diagram in {@link IngestorState}, as far as a simulated world leads. */
final class Transitions {

    private Transitions() {}

    /** From state to state, by their labels. */
    static final Set<String> ALLOWED = Set.of(
            "starting > standby",
            "starting > backingoff",
            "standby > connecting",
            "snapshotting > connecting",
            "streaming > connecting",
            "standby > backingoff",
            "connecting > recovering",
            "connecting > backingoff",
            "recovering > standby",
            "recovering > snapshotting",
            "recovering > streaming",
            "recovering > backingoff",
            "snapshotting > streaming",
            "snapshotting > standby",
            "snapshotting > backingoff",
            "streaming > standby",
            "streaming > backingoff",
            "backingoff > starting",
            "snapshotting > failed",
            "streaming > failed");
}
