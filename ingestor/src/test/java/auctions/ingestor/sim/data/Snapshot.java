package auctions.ingestor.sim.data;

import java.util.Map;

/**
 * The contents of a relation at one time.
 *
 * @param generator makes the generated rows
 * @param generated how many generated rows the relation was born with
 * @param net what has been added to (positive) or taken from (negative) those; no zeros
 */
public record Snapshot(RowGenerator generator, long generated, Map<Row, Long> net) {}
