package auctions.gateway.sse;

import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.pump.Client;
import auctions.gateway.pump.Connection;
import auctions.gateway.pump.Disconnect;
import auctions.gateway.pump.Pumps;
import auctions.gateway.pump.Subscriber;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A socket taken over from Tomcat after the response's headers: Tomcat gets its HTTP processor and buffers back, its poller goes on
 * watching for the close, and the pump writes to the channel itself. Plain HTTP/1.x only.
 *
 * <p>Public with a public constructor because {@code HttpServletRequest.upgrade} makes the instance. It stands on Tomcat's internals:
 * {@code SubscribeIT} tells when a version changes them. The fields are set by the container's thread before the pump knows the
 * connection.
 */
public final class UpgradedConnection implements InternalHttpUpgradeHandler, Connection {
    // A subscriber has nothing to say: what it sends is read, so that its close is seen, and forgotten.
    // All threads read into the same memory, which nobody looks at.
    private static final ByteBuffer FORGOTTEN = ByteBuffer.allocateDirect(512);
    private static final int READS_MAX = 16;

    private @Nullable Subscriber subscriber;
    private @Nullable SocketWrapperBase<?> wrapper;
    private @Nullable SocketChannel channel;

    /** Says whose it is going to be, while the request is still being answered. */
    void belongTo(Pumps pumps, View view, StreamRequest request, Client client) {
        subscriber = pumps.subscriber(this, view, request, client);
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> socketWrapper) {
        wrapper = socketWrapper;
        // Not the NioChannel: Tomcat reuses it for another connection once this one is closed.
        if (socketWrapper.getSocket() instanceof NioChannel nio) {
            channel = nio.getIOChannel();
        }
    }

    /** The headers are out: the pump takes over. */
    @Override
    public void init(WebConnection connection) {
        if (subscriber != null) {
            subscriber.start();
        }
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        return switch (event) {
            case OPEN_READ -> readOn() ? SocketState.LONG : SocketState.CLOSED;
            case OPEN_WRITE -> SocketState.LONG;
            case STOP, TIMEOUT, DISCONNECT, ERROR, CONNECT_FAIL -> SocketState.CLOSED;
        };
    }

    private boolean readOn() {
        if (channel == null) {
            return false;
        }
        var forgotten = FORGOTTEN.duplicate();
        try {
            for (int reads = 0; reads < READS_MAX; reads++) {
                int read = channel.read(forgotten.clear());
                if (read <= 0) {
                    return read == 0;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The socket is closed, by whichever side. */
    @Override
    public void destroy() {
        if (subscriber != null) {
            subscriber.connectionEnded(Disconnect.CLIENT_GONE);
        }
    }

    @Override
    public @Nullable SocketChannel channel() {
        return channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return channel == null ? 0 : channel.write(bytes);
    }

    @Override
    public void close() {
        if (wrapper != null) {
            wrapper.close();
        }
    }

    // What else the container may ask for, and an own data plane has no use for.

    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void pause() {}

    @Override
    public void setSslSupport(SSLSupport sslSupport) {}
}
