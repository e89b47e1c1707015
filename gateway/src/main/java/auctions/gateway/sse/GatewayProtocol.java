package auctions.gateway.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, but for what the gateway takes more easily, and for what it keeps of requests that are not whole. Public because
 * Tomcat makes it.
 */
public final class GatewayProtocol extends Http11NioProtocol {
    private final GatewayEndpoint endpoint;

    /** With an endpoint of its own, so that peers get their own time to take bytes. */
    public GatewayProtocol() {
        this(new GatewayEndpoint());
    }

    private GatewayProtocol(GatewayEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** How long a thread of the container waits for a peer that takes no bytes; else it would be as short as the wait for a request. */
    void setWriteTimeout(Duration writeTimeout) {
        endpoint.writeTimeoutMillis = writeTimeout.toMillis();
    }

    /** Has the requests that are not whole counted and kept here. Before the start. */
    void limit(UnfinishedRequests requests) {
        endpoint.heads = new RequestHeads(requests);
        endpoint.setHandler(endpoint.heads.around(endpoint.getHandler()));
    }

    /** Accepts connections. */
    private static final class GatewayEndpoint extends NioEndpoint {
        // Set before the first connection.
        private long writeTimeoutMillis;
        private RequestHeads heads = RequestHeads.withoutLimits();

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            // Before anybody can read from it.
            heads.accepted(socket).map(connections::get).ifPresent(SocketWrapperBase::close);
            boolean accepted = super.setSocketOptions(socket);
            var wrapper = connections.get(socket);
            if (wrapper != null) {
                wrapper.setWriteTimeout(writeTimeoutMillis);
            }
            if (!accepted) {
                heads.forget(socket);
            }
            return accepted;
        }
    }

    @Override
    protected Processor createProcessor() {
        return new GatewayProcessor(this, getAdapter(), endpoint.heads);
    }

    /** Reads the requests of one connection at a time. */
    private static final class GatewayProcessor extends Http11Processor {
        private final RequestHeads heads;
        private final int headBytesMax;

        GatewayProcessor(GatewayProtocol protocol, Adapter adapter, RequestHeads heads) {
            super(protocol, adapter);
            this.heads = heads;
            this.headBytesMax = protocol.getMaxHttpRequestHeaderSize();
        }

        /**
         * Reads on where an earlier processor stopped. A request that is not whole keeps its bytes, but no processor, whose buffer
         * has room for the largest head.
         */
        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            setSocketWrapper(socket);
            heads.restore(socket, request, headBytesMax);
            var state = super.service(socket);
            return state == SocketState.LONG && !isAsync() ? heads.keep(socket, request) : state;
        }

        /**
         * The head is whole. Takes an underscore in the host's name for a letter: proxies send the name of a group of theirs, which
         * may have one.
         */
        @Override
        protected void parseHost(MessageBytes host) {
            heads.whole(getSocketWrapper());
            if (host == null || host.isNull() || host.getByteChunk().indexOf('_', 0) < 0) {
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
