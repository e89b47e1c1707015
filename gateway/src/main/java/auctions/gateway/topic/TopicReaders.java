package auctions.gateway.topic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the reader of each topic, and keeps all readers at work from before the web server takes the first subscriber until it has
 * let the last one go.
 */
public final class TopicReaders implements SmartLifecycle {
    private static final Duration STOP_MAX = Duration.ofSeconds(1);

    private final TopicProperties properties;
    private final KafkaClients clients;
    private final ThreadFactory threads;
    private final List<TopicReader> readers = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    TopicReaders(TopicProperties properties, KafkaClients clients, ThreadFactory threads) {
        this.properties = properties;
        this.clients = clients;
        this.threads = threads;
    }

    /** The topics that are to be read, the first being the one that is served without a name. */
    public List<String> topics() {
        return properties.topics();
    }

    /** A reader that hands the topic to the listener from the start of the gateway on. */
    public ReadTopic reader(String topic, TopicListener listener) {
        var reader = new TopicReader(topic, properties, clients, listener, threads);
        readers.add(reader);
        return reader;
    }

    @Override
    public void start() {
        running = true;
        readers.forEach(TopicReader::start);
    }

    @Override
    public void stop() {
        readers.forEach(TopicReader::stop);
        long endNanos = System.nanoTime() + STOP_MAX.toNanos();
        readers.forEach(reader -> reader.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()))));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, and after it at the end. */
    @Override
    public int getPhase() {
        return 0;
    }
}
