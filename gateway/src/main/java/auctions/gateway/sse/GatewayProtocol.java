package auctions.gateway.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.NioEndpoint;

/** Tomcat's HTTP/1.1, but for what the gateway takes more easily. Public because Tomcat makes it. */
public final class GatewayProtocol extends Http11NioProtocol {
    /** With an endpoint of its own, so that peers get their own time to take bytes. */
    public GatewayProtocol() {
        super(new GatewayEndpoint());
    }

    /** How long a thread of the container waits for a peer that takes no bytes; else it would be as short as the wait for a request. */
    void setWriteTimeout(Duration writeTimeout) {
        if (getEndpoint() instanceof GatewayEndpoint endpoint) {
            endpoint.writeTimeoutMillis = writeTimeout.toMillis();
        }
    }

    /** Accepts connections. */
    private static final class GatewayEndpoint extends NioEndpoint {
        // Set before the first connection.
        private long writeTimeoutMillis;

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            boolean accepted = super.setSocketOptions(socket);
            var wrapper = connections.get(socket);
            if (wrapper != null) {
                wrapper.setWriteTimeout(writeTimeoutMillis);
            }
            return accepted;
        }
    }

    @Override
    protected Processor createProcessor() {
        return new GatewayProcessor(this, getAdapter());
    }

    /** Reads the requests of one connection at a time. */
    private static final class GatewayProcessor extends Http11Processor {
        GatewayProcessor(GatewayProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        /** Takes an underscore in the host's name for a letter: proxies send the name of a group of theirs, which may have one. */
        @Override
        protected void parseHost(MessageBytes host) {
            if (host == null || host.isNull() || host.toString().indexOf('_') < 0) {
                super.parseHost(host);
                return;
            }
            var bytes = host.toString().replace('_', 'u').getBytes(ISO_8859_1);
            var plain = MessageBytes.newInstance();
            plain.setBytes(bytes, 0, bytes.length);
            super.parseHost(plain);
        }
    }
}
