package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import java.time.Duration;

/**
 * What one transaction has committed.
 *
 * @param frontier the frontier that it published
 * @param records how many data records it has
 * @param took time from the frontier's arrival to the commit
 * @param differenceDue whether changes of violated keys were left out, so that only a difference can say what their rows
 *     are now
 */
public record Published(MzTimestamp frontier, int records, Duration took, boolean differenceDue) {}
