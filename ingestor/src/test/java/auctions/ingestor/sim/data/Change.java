package auctions.ingestor.sim.data;

/**
 * A row that came or went.
 *
 * @param time the logical time, milliseconds since the epoch
 * @param diff how many copies came (positive) or went (negative)
 * @param row the row
 */
public record Change(long time, long diff, Row row) {}
