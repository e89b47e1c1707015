package auctions.gateway.sse;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** What Tomcat's parts tell of requests that are not whole, and get back of them. Any thread's. */
final class RequestHeads {
    /** A larger head keeps its processor: to parse all of it anew whenever a byte comes would cost more than memory. */
    private static final int PARKED_BYTES_MAX = 4096;

    private final UnfinishedRequests requests;

    RequestHeads(UnfinishedRequests requests) {
        this.requests = requests;
    }

    /** For a connector that was not told any limits. */
    static RequestHeads withoutLimits() {
        var limits = new RequestProperties(Integer.MAX_VALUE, Integer.MAX_VALUE);
        return new RequestHeads(new UnfinishedRequests(limits, Duration.ofMinutes(1), _ -> true));
    }

    /** Notes a new connection; returns the one that has to make room for it. */
    Optional<Object> accepted(SocketChannel connection) {
        return address(connection).flatMap(from -> requests.accepted(connection, from, System.nanoTime()));
    }

    /**
     * Gives a processor the bytes that came before, in a buffer as large as Tomcat's own: a new processor has no buffer yet, and in the
     * place of a smaller buffer Tomcat would put an empty one.
     *
     * @param headBytesMax how large the head of a request may be
     */
    void restore(SocketWrapperBase<?> socket, Request request, int headBytesMax) {
        var bytes = requests.bytes(channel(socket));
        if (bytes.length > 0 && request.getInputBuffer() instanceof Http11InputBuffer buffer) {
            int room = headBytesMax
                    + socket.getSocketBufferHandler().getReadBuffer().capacity();
            if (buffer.getByteBuffer() == null || buffer.getByteBuffer().capacity() < room) {
                buffer.setByteBuffer(ByteBuffer.allocate(room));
            }
            buffer.getByteBuffer().clear().put(bytes).flip();
        }
    }

    /**
     * Keeps what a processor has read of a request that is not whole.
     *
     * @return OPEN if the processor is free for others, LONG if it must go on with this one, CLOSED if the connection must go
     */
    SocketState keep(SocketWrapperBase<?> socket, Request request) {
        var channel = channel(socket);
        var from = channel instanceof SocketChannel connection ? address(connection) : Optional.<InetAddress>empty();
        if (from.isEmpty() || !(request.getInputBuffer() instanceof Http11InputBuffer buffer)) {
            return SocketState.CLOSED;
        }
        var read = buffer.getByteBuffer();
        boolean parked = read.limit() <= PARKED_BYTES_MAX;
        var bytes = new byte[parked ? read.limit() : 0];
        read.get(0, bytes);
        boolean kept = requests.keep(channel, from.get(), bytes, System.nanoTime());
        if (!kept || socket.isClosed()) {
            requests.end(channel);
            return SocketState.CLOSED;
        }
        return parked ? SocketState.OPEN : SocketState.LONG;
    }

    /** Says that a connection was not accepted after all. */
    void forget(SocketChannel connection) {
        requests.end(connection);
    }

    /** Says that a request is whole. */
    void whole(SocketWrapperBase<?> socket) {
        requests.end(channel(socket));
    }

    /** Tomcat's own handling of what happens to connections, and the time that a request may take in all. */
    Handler<NioChannel> around(Handler<NioChannel> handler) {
        return new Handler<>() {
            @Override
            public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
                var state = handler.process(socket, event);
                // Connections of HTTP/2 are UPGRADED: Tomcat's own limits and times are for them.
                if (state != SocketState.OPEN && state != SocketState.LONG) {
                    whole(socket);
                    return state;
                }
                var left = requests.timeLeft(channel(socket), System.nanoTime());
                if (left.isPresent() && !left.get().isPositive()) {
                    return SocketState.CLOSED;
                }
                // Tomcat's own time-out begins anew with each byte.
                left.ifPresent(time -> socket.setReadTimeout(Math.max(1, time.toMillis())));
                return state;
            }

            @Override
            public void release(SocketWrapperBase<NioChannel> socket) {
                whole(socket);
                handler.release(socket);
            }

            @Override
            public Object getGlobal() {
                return handler.getGlobal();
            }

            @Override
            public void pause() {
                handler.pause();
            }

            @Override
            public void recycle() {
                handler.recycle();
            }
        };
    }

    /** A connection's key: its channel, which Tomcat gives to no other connection. */
    private static Object channel(SocketWrapperBase<?> socket) {
        return socket.getSocket() instanceof NioChannel nio && nio.getIOChannel() != null ? nio.getIOChannel() : socket;
    }

    private static Optional<InetAddress> address(SocketChannel connection) {
        return Optional.ofNullable(connection.socket().getInetAddress());
    }
}
