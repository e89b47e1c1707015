package auctions.e2e;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A subscriber that writes down all it is told. It hangs up at random and comes back, to any of the gateways, with the
 * last id it has, as a browser behind a load balancer does. One thread of its own reads.
 */
final class StreamWitness implements AutoCloseable {

    /** An event, or with {@code type} "progress" the claim that an id-only block makes. */
    private record Told(String type, String id, String data) {}

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<URI> streams;
    private final Random random;
    private final Thread thread;

    // Guarded by this.
    private final List<Told> told = new ArrayList<>();
    private String lastEventId = "";
    private int connections;

    private volatile boolean stopping;

    StreamWitness(List<URI> streams, long seed) {
        this.streams = List.copyOf(streams);
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().name("witness").start(this::run);
    }

    private void run() {
        while (!stopping) {
            var stream = streams.get(random.nextInt(streams.size()));
            var headers = lastEventId().isEmpty() ? new String[0] : new String[] {"Last-Event-ID: " + lastEventId()};
            try (var client = SseClient.open(stream.getPort(), stream.getPath() + "?progress=true", headers)) {
                watch(client);
            } catch (IOException e) {
                // A gateway that was killed, paused or has not started yet: try again, perhaps another.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Reads for a random time, at most until the stream ends or falls silent. */
    private void watch(SseClient client) throws IOException {
        if (client.head().status() != 200) {
            throw new IOException("status " + client.head().status());
        }
        synchronized (this) {
            connections++;
        }
        var end = System.nanoTime() + random.nextLong(Duration.ofSeconds(20).toNanos());
        Optional<SseEvent> event;
        while (!stopping && System.nanoTime() < end && (event = client.next(Duration.ofSeconds(3))).isPresent()) {
            var next = event.get();
            synchronized (this) {
                told.add(new Told(next.type(), next.lastEventId(), next.data()));
                lastEventId = next.lastEventId();
            }
        }
    }

    private synchronized String lastEventId() {
        return lastEventId;
    }

    synchronized int connections() {
        return connections;
    }

    /** How what it was told differs from the topic: the live rows of its snapshot once, then every
     * record once, in order, and no progress claimed too early. */
    List<String> compare(List<TopicWitness.Seen> topic, Duration patience) {
        var last = topic.getLast();
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline && !holds(last.timestamp())) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return violations(topic);
    }

    /** Whether everything up to this time has been claimed. */
    private synchronized boolean holds(long timestamp) {
        return !told.isEmpty()
                && told.getLast().type().equals("progress")
                && StreamId.parse(lastEventId).timestamp() > timestamp;
    }

    /** First the rows that were live at the snapshot's end, then every record from there on. */
    private synchronized List<String> violations(List<TopicWitness.Seen> topic) {
        var expected = expected(topic);
        var violations = new ArrayList<String>();
        var next = 0;
        for (var event : told) {
            switch (event.type()) {
                case "progress" -> {
                    var claimed = StreamId.parse(event.id()).timestamp();
                    if (next < expected.size() && expected.get(next).timestamp() < claimed) {
                        violations.add("stream: claims " + event.id() + " before " + expected.get(next));
                    }
                }
                case "message", "delete" -> {
                    if (next == expected.size() || !matches(event, expected.get(next))) {
                        violations.add("stream: " + event + " instead of "
                                + (next < expected.size() ? expected.get(next) : "the end"));
                        return violations;
                    }
                    next++;
                }
                default -> violations.add("stream: unexpected " + event);
            }
        }
        if (next < expected.size()) {
            violations.add("stream: ends before " + expected.get(next));
        }
        return violations;
    }

    private List<TopicWitness.Seen> expected(List<TopicWitness.Seen> topic) {
        var end = told.stream()
                .map(event -> StreamId.parse(event.id()).end())
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .findFirst()
                .orElse(0);
        var live = new HashMap<String, TopicWitness.Seen>();
        topic.stream().filter(record -> record.offset() < end).forEach(record -> live.put(record.key(), record));
        var expected = new ArrayList<>(live.values().stream()
                .filter(record -> record.value().isPresent())
                .sorted(Comparator.comparingLong(TopicWitness.Seen::offset))
                .toList());
        topic.stream().filter(record -> record.offset() >= end).forEach(expected::add);
        return expected;
    }

    private static boolean matches(Told event, TopicWitness.Seen record) {
        var id = StreamId.parse(event.id());
        return id.timestamp() == record.timestamp()
                && id.offset().equals(OptionalLong.of(record.offset()))
                && id.end().stream().allMatch(end -> record.offset() < end)
                && event.data().equals(record.value().orElse(record.key()))
                && event.type().equals(record.value().isPresent() ? "message" : "delete");
    }

    @Override
    public void close() {
        stopping = true;
    }
}
