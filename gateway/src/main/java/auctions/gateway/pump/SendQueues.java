package auctions.gateway.pump;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * What the backlog's subscribers got last, while it waits in the send queues of their sockets. All sockets of a machine share the kernel's
 * memory for TCP ({@code tcp_mem}, tcp(7)). A crowd's snapshots, all sent at once, can be more than that; the kernel then takes little of each send,
 * drops packets that it has no memory for, and sends them again later, also for sockets that have nothing to do with the crowd.
 *
 * <p>So the backlog has a limit here. What the other side has acknowledged is forgotten, and so is what has waited for long: a crowd of
 * slow readers holds up others only for a moment. Owned by the pump.
 */
final class SendQueues {
    private static final long WAIT_MAX_NANOS = Duration.ofMillis(100).toNanos();

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

    /** Whether so much waits that nothing more should be added now. The kernel is asked only when it matters. */
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
        return nowNanos - oldest.atNanos() >= WAIT_MAX_NANOS;
    }

    private boolean isAcknowledged(Sent oldest) {
        return oldest.subscriber().unacknowledgedBytes(answer) == 0;
    }

    private void forgetOldest() {
        bytes -= sent.remove().bytes();
    }
}
