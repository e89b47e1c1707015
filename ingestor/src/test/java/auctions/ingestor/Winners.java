package auctions.ingestor;

import auctions.ingestor.sim.SimulatedMaterialize;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.time.Duration;

/** The view {@code winners} of (id, item) that integration tests publish, and its server. */
final class Winners {

    private Winners() {}

    /** A server that closes times twenty times a second. */
    static SimulatedMaterialize server() {
        return SimulatedMaterialize.builder()
                .progressInterval(Duration.ofMillis(50))
                .start();
    }

    /** Creates the view, without rows. Its history is kept for longer than any test takes. */
    static SimulatedRelation create(SimulatedMaterialize materialize) {
        return materialize
                .createRelation("winners", new Column("id", ColumnType.BIGINT), new Column("item", ColumnType.TEXT))
                .retain(Duration.ofHours(1));
    }
}
