package auctions.ingestor.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadAheadCursorTest {

    private final ScriptedCursor source = new ScriptedCursor();

    private final List<Thread> threads = new ArrayList<>();

    private ReadAheadCursor start() {
        return ReadAheadCursor.start(source, task -> {
            var thread = Thread.ofPlatform().daemon().unstarted(task);
            threads.add(thread);
            return thread;
        });
    }

    /** Plays events; waits where there is none, until closed. */
    private static final class ScriptedCursor implements SubscribeCursor {

        private final BlockingQueue<Supplier<SubscribeEvent>> script = new LinkedBlockingQueue<>();

        private final AtomicInteger read = new AtomicInteger();

        private void play(SubscribeEvent event) {
            script.add(() -> event);
        }

        private void fail(RuntimeException failure) {
            script.add(() -> {
                throw failure;
            });
        }

        @Override
        public List<SubscribeEvent> next() {
            try {
                var event = script.take().get();
                read.incrementAndGet();
                return List.of(event);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void cancel() {
            fail(new SubscribeException(FailureClass.TRANSIENT, "cancelled"));
        }

        @Override
        public void close() {
            cancel();
        }
    }

    private static SubscribeEvent.Progress progress(long time) {
        return new SubscribeEvent.Progress(new MzTimestamp(time));
    }

    private static Update.Upsert upsert(int id) {
        return upsert(id, 10);
    }

    private static Update.Upsert upsert(int id, int bytes) {
        return new Update.Upsert(new MzTimestamp(1), Integer.toString(id).getBytes(UTF_8), new byte[bytes]);
    }

    private static @Nullable String key(SubscribeEvent event) {
        return event instanceof Update update ? new String(update.key(), UTF_8) : null;
    }

    @Test
    void yieldsEveryEventInOrderAndThenTheFailure() {
        var failure = new SubscribeException(FailureClass.FELL_BEHIND, "too slow");
        for (int i = 0; i < 3_000; i++) {
            source.play(upsert(i));
        }
        source.fail(failure);

        var cursor = start();

        var keys = new ArrayList<@Nullable String>();
        while (keys.size() < 3_000) {
            cursor.next().forEach(event -> keys.add(key(event)));
        }
        assertThat(keys)
                .isEqualTo(IntStream.range(0, 3_000).mapToObj(Integer::toString).toList());
        assertThatThrownBy(cursor::next).isSameAs(failure);
        assertThatThrownBy(cursor::next).isSameAs(failure);
    }

    @Test
    void yieldsAFrontierAtOnceThoughMoreIsToCome() {
        source.play(progress(1));
        source.play(upsert(7));
        source.play(progress(2));

        var cursor = start();

        assertThat(cursor.next()).containsExactly(progress(1));
        assertThat(cursor.next())
                .satisfiesExactly(
                        event -> assertThat(key(event)).isEqualTo("7"),
                        event -> assertThat(event).isEqualTo(progress(2)));
    }

    @Test
    void isAheadByABoundedNumberOfRows() {
        for (int i = 0; i < 20_000; i++) {
            source.play(upsert(i));
        }

        var cursor = start();

        awaitFull();
        assertThat(source.read).hasValueLessThanOrEqualTo(17 * 512);
    }

    @Test
    void isAheadByABoundedNumberOfBytes() {
        for (int i = 0; i < 1_000; i++) {
            source.play(upsert(i, 50_000));
        }

        var cursor = start();

        awaitFull();
        assertThat(source.read).hasValueLessThanOrEqualTo(17 * 2);
    }

    private void awaitFull() {
        await().untilAsserted(() -> {
            assertThat(source.read.get()).isPositive();
            assertThat(threads.getFirst().getState()).isEqualTo(Thread.State.WAITING);
        });
    }

    @Test
    void endsItsThreadWhenClosedThoughNobodyTakes() throws InterruptedException {
        for (int i = 0; i < 20_000; i++) {
            source.play(upsert(i));
        }
        var cursor = start();
        awaitFull();

        cursor.close();

        threads.getFirst().join(10_000);
        assertThat(threads.getFirst().isAlive()).isFalse();
    }

    @Test
    void failsSoonWhenCancelled() {
        source.play(progress(1));
        var cursor = start();
        cursor.next();

        cursor.cancel();

        assertThatThrownBy(cursor::next).isInstanceOf(SubscribeException.class).hasMessage("cancelled");
    }

    @Test
    void failsAndStaysInterruptedWhenInterruptedWhileWaiting() {
        var cursor = start();

        Thread.currentThread().interrupt();

        assertThatThrownBy(cursor::next)
                .isInstanceOfSatisfying(
                        SubscribeException.class,
                        e -> assertThat(e.failureClass()).isEqualTo(FailureClass.TRANSIENT));
        assertThat(Thread.interrupted()).isTrue();
    }
}
