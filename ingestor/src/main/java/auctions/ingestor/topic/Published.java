package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import java.time.Duration;

/**
 * What one transaction has committed.
 *
 * @param frontier the frontier that it published
 * @param records how many data records it has
 * @param took time from the frontier's arrival to the commit
 */
public record Published(MzTimestamp frontier, int records, Duration took) {}
