package auctions.gateway.sse;

import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.pump.Connection;
import auctions.gateway.pump.Pumps;
import auctions.gateway.pump.Subscriber;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A response that the servlet container keeps: what TLS and HTTP/2 need, at its price in memory. Its output is non-blocking, and
 * tells the pump when it takes bytes again.
 */
final class AsyncConnection implements Connection, WriteListener, AsyncListener {
    // The container keeps what it takes and cannot send: let that be little.
    private static final int WRITE_BYTES_MAX = 16 << 10;

    private final AsyncContext context;
    private final ServletOutputStream output;
    private final Subscriber subscriber;
    private final AtomicBoolean ended = new AtomicBoolean();

    // The container's threads only, one at a time.
    private boolean started;

    private AsyncConnection(AsyncContext context, ServletOutputStream output, Pumps pumps, StreamRequest request) {
        this.context = context;
        this.output = output;
        this.subscriber = pumps.subscriber(this, request);
    }

    /** Takes over a response whose headers are out; the pump gets it with the container's first call. */
    static void begin(AsyncContext context, Pumps pumps, StreamRequest request) throws IOException {
        context.setTimeout(0);
        var output = context.getResponse().getOutputStream();
        var connection = new AsyncConnection(context, output, pumps, request);
        context.addListener(connection);
        output.setWriteListener(connection);
    }

    @Override
    public void onWritePossible() {
        if (started) {
            subscriber.connectionWritable();
        } else {
            started = true;
            subscriber.start();
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        int end = bytes.limit();
        try {
            while (bytes.position() < end && output.isReady()) {
                bytes.limit(Math.min(end, bytes.position() + WRITE_BYTES_MAX));
                output.write(bytes);
            }
        } catch (IllegalStateException | NullPointerException e) {
            // The container ended the response, and may have taken its output apart under us.
            throw new IOException("the container ended the response", e);
        } finally {
            bytes.limit(end);
        }
        return bytes.position() - start;
    }

    @Override
    public boolean flush() throws IOException {
        try {
            if (!output.isReady()) {
                return false;
            }
            output.flush();
            return true;
        } catch (IllegalStateException | NullPointerException e) {
            // The container ended the response, and may have taken its output apart under us.
            throw new IOException("the container ended the response", e);
        }
    }

    /** None: the container encrypts the bytes, or puts them into frames. */
    @Override
    public @Nullable SocketChannel channel() {
        return null;
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            try {
                context.complete();
            } catch (IllegalStateException e) {
                // The container was first.
                ended.set(true);
            }
        }
    }

    /** The pump is told of every subscriber, also of one that went before its first turn: its place is given back there. */
    private void gone() {
        if (!started) {
            started = true;
            subscriber.start();
        }
        subscriber.connectionEnded();
    }

    @Override
    public void onError(Throwable failure) {
        gone();
    }

    @Override
    public void onError(AsyncEvent event) {
        gone();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        gone();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
        gone();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
