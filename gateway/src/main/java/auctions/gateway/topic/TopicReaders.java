package auctions.gateway.topic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the reader of each topic, and keeps all readers at work until the web server has let the last subscriber go. A reader begins
 * as soon as it is made: Kafka's client is loaded and connects while Spring still makes the rest of the gateway.
 */
public final class TopicReaders implements SmartLifecycle, AutoCloseable {
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

    /** A reader that hands the topic to the listener from now on. */
    public ReadTopic reader(String topic, TopicListener listener) {
        var reader = new TopicReader(topic, properties, clients, listener, threads);
        readers.add(reader);
        reader.start();
        return reader;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        readers.forEach(TopicReader::stop);
        long endNanos = System.nanoTime() + STOP_MAX.toNanos();
        readers.forEach(reader -> reader.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()))));
        running = false;
    }

    /** Also where the gateway could not start, and so is never stopped. */
    @Override
    public void close() {
        stop();
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
