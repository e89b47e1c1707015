package auctions.ingestor.subscribe;

import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A cursor whose rows are read and decoded by a thread of its own, while those before are on their way to Kafka. It is
 * ahead by {@link #CHUNKS_MAX} chunks at most; then nothing is read, and the server's backlog grows instead.
 *
 * <p>Rows change threads in chunks. A frontier ends a chunk, as all rows below it can be committed now; rows before it
 * cannot, so that waiting for more of them delays nothing.
 */
final class ReadAheadCursor implements SubscribeCursor {

    private static final int CHUNK_EVENTS_MAX = 512;

    private static final int CHUNK_BYTES_MAX = 64 * 1024;

    private static final int CHUNKS_MAX = 16;

    private final SubscribeCursor source;

    private final Thread reader;

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS_MAX);

    // What ended the reading; owned by the thread that takes events.
    private @Nullable Throwable failure;

    /**
     * Events in order, and what ended the reading after them.
     *
     * @param failure null while it goes on
     */
    private record Chunk(
            List<SubscribeEvent> events, @Nullable Throwable failure) {}

    private ReadAheadCursor(SubscribeCursor source, ThreadFactory threads) {
        this.source = source;
        this.reader = threads.newThread(this::read);
    }

    /**
     * Puts a cursor on top of another, which the reading thread owns from now on.
     *
     * @param threads makes the reading thread
     */
    static ReadAheadCursor start(SubscribeCursor source, ThreadFactory threads) {
        var cursor = new ReadAheadCursor(source, threads);
        cursor.reader.start();
        return cursor;
    }

    @Override
    public List<SubscribeEvent> next() {
        if (failure == null) {
            var chunk = take();
            failure = chunk.failure();
            if (!chunk.events().isEmpty()) {
                return chunk.events();
            }
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    private Chunk take() {
        try {
            return chunks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SubscribeException(
                    FailureClass.TRANSIENT, "interrupted while waiting for rows of the subscription");
        }
    }

    private void read() {
        var events = new ArrayList<SubscribeEvent>();
        try {
            int bytes = 0;
            while (true) {
                for (var event : source.next()) {
                    events.add(event);
                    bytes += bytesOf(event);
                    if (event instanceof SubscribeEvent.Progress
                            || events.size() == CHUNK_EVENTS_MAX
                            || bytes > CHUNK_BYTES_MAX) {
                        chunks.put(new Chunk(events, null));
                        events = new ArrayList<>();
                        bytes = 0;
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed: nobody takes any more.
        } catch (RuntimeException | Error e) {
            end(new Chunk(events, e));
        }
    }

    private void end(Chunk last) {
        try {
            chunks.put(last);
        } catch (InterruptedException e) {
            // Closed: nobody takes any more.
        }
    }

    private static int bytesOf(SubscribeEvent event) {
        return switch (event) {
            case Update.Upsert upsert -> upsert.key().length + upsert.value().length;
            case Update update -> update.key().length;
            case SubscribeEvent.Progress _ -> 0;
        };
    }

    @Override
    public void cancel() {
        source.cancel();
    }

    @Override
    public void close() {
        source.close();
        reader.interrupt();
    }
}
