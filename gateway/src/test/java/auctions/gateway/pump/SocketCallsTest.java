package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The system calls, and what the JDK does with a socket whose channel is closed: {@link SocketCalls} says what rests on it. */
class SocketCallsTest {
    @AutoClose
    private final Loopback loopback = new Loopback();

    private final Loopback.Ends ends = loopback.connect();
    private final SocketChannel ours = ends.ours();

    SocketCallsTest() throws IOException {}

    @Test
    void sendsFromThePositionOn() throws IOException {
        var bytes = ByteBuffer.allocateDirect(10)
                .put("0123456789".getBytes())
                .flip()
                .position(3);

        assertThat(SocketCalls.send(SocketCalls.descriptor(ours), bytes)).isEqualTo(7);

        assertThat(bytes.remaining()).isZero();
        assertThat(ends.received(7)).asString().isEqualTo("3456789");
    }

    @Test
    void takesWhatFitsAndThenNothing() throws IOException {
        ours.setOption(StandardSocketOptions.SO_SNDBUF, 16 << 10);
        var descriptor = SocketCalls.descriptor(ours);
        var bytes = ByteBuffer.allocateDirect(64 << 20);

        int taken = SocketCalls.send(descriptor, bytes);
        int more = taken;
        while (more >= 0) {
            assertThat(bytes.position()).isEqualTo(taken).isLessThan(bytes.limit());
            more = SocketCalls.send(descriptor, bytes);
            taken += Math.max(0, more);
        }

        assertThat(bytes.position()).isEqualTo(taken);
        assertThat(ours.write(bytes)).isZero();
    }

    @Test
    void failsWhenTheOtherSideIsGone() throws IOException {
        ends.theirs().setOption(StandardSocketOptions.SO_LINGER, 0);
        ends.theirs().close();
        var bytes = ByteBuffer.allocateDirect(1);

        await().until(() -> SocketCalls.send(SocketCalls.descriptor(ours), bytes.clear()) == -1);

        assertThat(bytes.position()).isZero();
        assertThatThrownBy(() -> ours.write(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void tellsHowMuchTheOtherSideHasNotAcknowledged() throws IOException {
        var descriptor = SocketCalls.descriptor(ours);
        var result = ByteBuffer.allocateDirect(Integer.BYTES);
        assertThat(SocketCalls.unacknowledged(descriptor, result)).isZero();
        var bytes = ByteBuffer.allocateDirect(64 << 20);
        int taken = SocketCalls.send(descriptor, bytes);

        assertThat(SocketCalls.unacknowledged(descriptor, result)).isPositive().isLessThanOrEqualTo(taken);

        ends.received(taken);
        await().until(() -> SocketCalls.unacknowledged(descriptor, result) == 0);
    }

    @Test
    void nothingIsUnacknowledgedWithoutASocket() {
        assertThat(SocketCalls.unacknowledged(SocketCalls.NO_DESCRIPTOR, ByteBuffer.allocateDirect(Integer.BYTES)))
                .isZero();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
    void closedChannelKeepsItsSocketUntilTheSelectorSelects() throws IOException {
        try (var selector = Selector.open()) {
            ours.register(selector, 0);
            var descriptor = SocketCalls.descriptor(ours);
            var link = Path.of("/proc/self/fd/" + descriptor);
            var socket = Files.readSymbolicLink(link);
            var bytes = ByteBuffer.allocateDirect(1);

            ours.close();

            assertThat(Files.readSymbolicLink(link)).isEqualTo(socket);
            assertThat(SocketCalls.send(descriptor, bytes)).isEqualTo(-1);
            assertThatThrownBy(() -> ours.write(bytes)).isInstanceOf(ClosedChannelException.class);

            selector.selectNow();

            assertThat(link)
                    .satisfiesAnyOf(
                            closed -> assertThat(closed).doesNotExist(),
                            given -> assertThat(Files.readSymbolicLink(given)).isNotEqualTo(socket));
        }
    }
}
