package auctions.gateway.pump;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * What the last turns of the backlog wrote, as long as the other side has not acknowledged it. All sockets of a machine share the
 * kernel's memory for TCP ({@code tcp_mem}, tcp(7)), and a crowd's snapshots can be larger than that memory. The kernel then takes little of
 * each send, prunes queues, and sends the pruned bytes again after a time-out.
 *
 * <p>So there is a limit, at which the backlog pauses. Bytes are forgotten once they are acknowledged, or 100 ms old: a crowd of slow
 * readers makes the backlog pause for a moment only. Owned by the pump.
 */
final class SendQueues {
    private static final long PAUSE_MAX_NANOS = Duration.ofMillis(100).toNanos();

    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Integer.BYTES);
    private final long bytesMax;
    private long bytes;

    SendQueues(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** What one turn wrote. */
    private record Sent(Subscriber subscriber, long bytes, long atNanos) {}

    /** Says what a turn wrote to a subscriber's socket. */
    void add(Subscriber to, long written, long nowNanos) {
        if (written > 0) {
            sent.add(new Sent(to, written, nowNanos));
            bytes += written;
        }
    }

    /** Whether the limit is reached, once what is old or acknowledged is forgotten. The kernel is asked at the limit only. */
    boolean areFull(long nowNanos) {
        while (!sent.isEmpty() && isOld(sent.element(), nowNanos)) {
            forgetOldest();
        }
        while (bytes >= bytesMax && isAcknowledged(sent.element())) {
            forgetOldest();
        }
        return bytes >= bytesMax;
    }

    private static boolean isOld(Sent oldest, long nowNanos) {
        return nowNanos - oldest.atNanos() >= PAUSE_MAX_NANOS;
    }

    private boolean isAcknowledged(Sent oldest) {
        return oldest.subscriber().unacknowledgedBytes(answer) == 0;
    }

    private void forgetOldest() {
        bytes -= sent.remove().bytes();
    }
}
