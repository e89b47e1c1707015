package auctions.gateway.log;

import java.time.Duration;

/**
 * What the log may hold, and for how long, in the topic's own time.
 *
 * @param segmentBytes memory is taken in pieces of this size; a larger record gets a piece of its own
 * @param compactionLag how long a superseded record stays at least
 * @param deleteRetention how long a deletion stays at least
 */
public record LogLimits(int segmentBytes, Duration compactionLag, Duration deleteRetention) {}
