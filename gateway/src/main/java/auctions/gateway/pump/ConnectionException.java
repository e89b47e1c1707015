package auctions.gateway.pump;

import java.io.IOException;

/** Something other than the network failed in a connection. It concerns this connection's subscriber and nobody else. */
final class ConnectionException extends IOException {
    ConnectionException(String message, RuntimeException cause) {
        super(message, cause);
    }
}
