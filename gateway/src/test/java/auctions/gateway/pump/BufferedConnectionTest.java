package auctions.gateway.pump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Between a pump, which never waits, and a thread of the container, which may. */
@Timeout(60)
class BufferedConnectionTest {
    private final BufferMemory memory = new BufferMemory(1 << 20);
    private final BufferedConnection connection = new BufferedConnection(memory);
    private final AtomicInteger writable = new AtomicInteger();

    @Test
    void sendsWhatIsWrittenInOrder() throws Exception {
        var sent = new ByteArrayOutputStream();
        var sending = send(sent);
        var expected = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            var text = i + ",";
            expected.append(text);
            writeAll(ByteBuffer.wrap(text.getBytes(UTF_8)));
        }

        connection.close();
        sending.join();

        assertThat(sent.toString(UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void takesNoMoreThanItsCapacityFromAPumpWhosePeerTakesNothing() throws Exception {
        var block = ByteBuffer.allocateDirect(BufferedConnection.CAPACITY + 1);

        assertThat(connection.write(block)).isEqualTo(BufferedConnection.CAPACITY);
        assertThat(connection.write(block)).isZero();
        assertThat(block.remaining()).isOne();
    }

    @Test
    void saysWhenARefusedPumpMayWriteAgain() throws Exception {
        connection.write(ByteBuffer.allocate(BufferedConnection.CAPACITY + 1));

        var sending = send(new ByteArrayOutputStream());

        await().until(() -> writable.get() == 1);
        connection.write(ByteBuffer.allocate(1));
        connection.close();
        sending.join();
        assertThat(writable).hasValue(1);
    }

    @Test
    void neverMakesThePumpWaitForAPeer() throws Exception {
        var peer = new CountDownLatch(1);
        var sending = send(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                try {
                    peer.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        var block = ByteBuffer.allocate(10 * BufferedConnection.CAPACITY);

        await().until(() -> connection.write(block) == 0);

        assertThat(block.position()).isLessThanOrEqualTo(2 * BufferedConnection.CAPACITY);
        connection.close();
        peer.countDown();
        sending.join();
    }

    @Test
    void refusesAPumpOnceItHasEnded() {
        connection.close();

        assertThatThrownBy(() -> connection.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    void staysSmallWhereOthersHaveTakenTheMemory() throws Exception {
        var memory = new BufferMemory(2 * BufferedConnection.CAPACITY);
        var hoarder = new BufferedConnection(memory);
        var honest = new BufferedConnection(memory);
        var block = ByteBuffer.allocate(10 * BufferedConnection.CAPACITY);

        assertThat(hoarder.write(block)).isEqualTo(BufferedConnection.CAPACITY);
        assertThat(honest.write(block)).isEqualTo(BufferedConnection.CAPACITY_AT_FIRST);
        assertThat(honest.write(block)).isZero();

        hoarder.end();
        assertThat(honest.write(block)).isPositive();
        honest.end();
        honest.end();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void refusesAStreamOnceNoMemoryIsLeft() throws Exception {
        var memory = new BufferMemory(BufferedConnection.CAPACITY_AT_FIRST);
        new BufferedConnection(memory).write(ByteBuffer.allocate(1));
        var late = new BufferedConnection(memory);

        assertThatThrownBy(() -> late.write(ByteBuffer.allocate(1))).isInstanceOf(BuffersFullException.class);
    }

    @Test
    void givesMemoryBackAsItIsSent() throws Exception {
        var sent = new ByteArrayOutputStream();
        var sending = send(sent);
        for (int i = 0; i < 100; i++) {
            writeAll(ByteBuffer.allocate(BufferedConnection.CAPACITY));
        }

        connection.close();
        sending.join();
        connection.end();

        assertThat(sent.size()).isEqualTo(100 * BufferedConnection.CAPACITY);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void keepsNoMemoryWhileNothingWaits() throws Exception {
        var sending = send(new ByteArrayOutputStream());

        connection.write(ByteBuffer.allocate(BufferedConnection.CAPACITY));

        await().until(() -> memory.taken() == 0);
        connection.close();
        sending.join();
    }

    private CompletableFuture<Void> send(OutputStream output) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        connection.sendTo(output, writable::incrementAndGet);
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }
}
