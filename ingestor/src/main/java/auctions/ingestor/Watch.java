package auctions.ingestor;

/**
 * Those who watch the loop.
 *
 * @param status for health
 * @param metrics for Micrometer
 */
record Watch(IngestorStatus status, IngestorMetrics metrics) {}
