package auctions.gateway.sse;

import auctions.gateway.pump.Client;
import java.time.Duration;

/**
 * What a request may see.
 *
 * @param life how long a stream may last that begins now
 */
public record Access(Duration life) {
    /** Everything, without an end. */
    static final Access OPEN = new Access(Client.FOREVER);
}
