package auctions.gateway.pump;

import java.io.IOException;

/** There is no memory for the buffer of one more connection. */
final class BuffersFullException extends IOException {
    BuffersFullException() {
        super("buffers of connections are full");
    }
}
