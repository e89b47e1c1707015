package auctions.gateway.topic;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole topic, then follows it, and hands slices of it to the listener; from start to stop, whatever the broker does. The reader takes no
 * part in a consumer group: each gateway reads the whole topic.
 *
 * <p>A broker out of reach stops nothing that was already read. A topic that is no longer the one that was read is told to the
 * listener, and read from its beginning.
 */
final class TopicReader implements ReadTopic {
    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

    // A broker that has just started may not know its topics yet: absent is what stays absent.
    private static final int ABSENT_ANSWERS = 2;

    private final String topic;
    private final TopicProperties properties;
    private final KafkaClients clients;
    private final TopicListener listener;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    // The reader's thread only.
    private final SliceFeed feed;
    private Optional<Uuid> identity = Optional.empty();
    private long earliest;
    private long position;
    private long checkAtNanos;
    private int absentAnswers;

    // Written by the reader's thread.
    private volatile ReaderStatus status = ReaderStatus.STOPPED;

    TopicReader(
            String topic,
            TopicProperties properties,
            KafkaClients clients,
            TopicListener listener,
            ThreadFactory threads) {
        this.topic = topic;
        this.properties = properties;
        this.clients = clients;
        this.listener = listener;
        this.thread = threads.newThread(this::run);
        this.thread.setName("topic-reader-" + topic);
        this.feed = new SliceFeed(properties, listener);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public ReaderStatus status() {
        return status;
    }

    @Override
    public ViewDescription description() {
        return feed.description();
    }

    @Override
    public long violations() {
        return feed.violations();
    }

    /** Begins to read. Once. */
    void start() {
        thread.start();
    }

    /** Ends the reading soon. */
    void stop() {
        stopping.countDown();
        thread.interrupt();
    }

    /** Waits at most this long for the end of the reading. */
    void join(Duration most) {
        try {
            if (!thread.join(most)) {
                log.atWarn().addKeyValue("view", topic).log("reader still runs after it was told to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        status = ReaderStatus.STARTED;
        try {
            while (stopping.getCount() > 0) {
                follow();
            }
        } catch (InterruptException | InterruptedException e) {
            log.atDebug().log("stopped reading");
        } finally {
            status = ReaderStatus.STOPPED;
        }
    }

    /** Reads until something goes wrong; then says what, and lets {@link #run} try again. */
    private void follow() throws InterruptedException {
        try (var consumer = new TopicConsumer(clients, topic, TopicProperties.progressOf(topic))) {
            if (!beginReading(consumer)) {
                pause();
                return;
            }
            while (stopping.getCount() > 0) {
                step(consumer);
            }
        } catch (TopicChangedException e) {
            restart(e.reason(), e.isDeletion());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed("could not read topic", e);
            pause();
        }
    }

    private boolean beginReading(TopicConsumer consumer) throws InterruptedException {
        var now = consumer.observeNow();
        if (now.rows().isEmpty()) {
            absentAnswers++;
            if (identity.isPresent()) {
                restart("topic deleted", true);
            } else if (absentAnswers >= ABSENT_ANSWERS) {
                status = status.withNothingRead(true);
            }
            failed("topic does not exist yet", null);
            return false;
        }
        absentAnswers = 0;
        status = status.absent() ? status.withNothingRead(false) : status;
        if (now.partitions() != 1) {
            failed("topic has " + now.partitions() + " partitions, and only one keeps the order", null);
            return false;
        }
        if (identity.isPresent() && !identity.equals(now.rows())) {
            restart("topic re-created", false);
        } else if (identity.isPresent() && (now.end() < position || now.earliest() > earliest)) {
            restart("topic truncated", false);
        }
        identity = now.rows();
        earliest = now.earliest();
        consumer.seek(now, position);
        feed.claimFrom(now.end());
        now.rows()
                .ifPresent(
                        id -> listener.identify(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits())));
        log.atInfo()
                .addKeyValue("view", topic)
                .addKeyValue("offset", consumer.position())
                .addKeyValue("end", now.end())
                .addKeyValue("progress", now.progress().isPresent())
                .log("reading topic");
        return true;
    }

    private void step(TopicConsumer consumer) {
        feed.take(consumer, consumer.poll(feed.patience()));
        if (status.lastCause().isPresent()) {
            // The broker was away, perhaps for longer than it keeps superseded rows.
            feed.claimFrom(consumer.position());
        }
        feed.handOn();
        position = consumer.position();
        if (!status.caughtUp() && consumer.caughtUp() && !feed.holdsRows()) {
            status = status.withAllRead();
            log.atInfo()
                    .addKeyValue("view", topic)
                    .addKeyValue("offset", position)
                    .log("caught up with topic");
        }
        check(consumer);
    }

    // A question that fails says that the broker is out of reach, no more: the consumer goes on trying by itself.
    private void check(TopicConsumer consumer) {
        long now = System.nanoTime();
        if (now - checkAtNanos < 0) {
            return;
        }
        try {
            if (consumer.check()) {
                status.lastCause().ifPresent(_ -> feed.claimFrom(consumer.end()));
                status = status.with(Optional.empty());
                checkAtNanos = now + properties.checkInterval().toNanos();
            }
        } catch (CompletionException e) {
            failed("broker does not answer", e.getCause());
            checkAtNanos = now + properties.checkInterval().toNanos();
        }
    }

    private void restart(String reason, boolean absent) {
        log.atWarn().addKeyValue("view", topic).addKeyValue("reason", reason).log("reading topic anew");
        status = status.withNothingRead(absent);
        identity = Optional.empty();
        position = 0;
        feed.restart(reason);
    }

    private void failed(String what, @Nullable Throwable cause) {
        var text = cause == null ? what : what + ": " + cause.getMessage() + remedy(cause);
        if (!status.lastCause().equals(Optional.of(text))) {
            log.atWarn().addKeyValue("view", topic).log(text);
        }
        status = status.with(Optional.of(text));
    }

    private String remedy(Throwable cause) {
        return cause instanceof TopicAuthorizationException
                ? "; grant the right Read on topics %s and %s".formatted(topic, TopicProperties.progressOf(topic))
                : "";
    }

    private void pause() throws InterruptedException {
        if (stopping.await(properties.retryInterval().toMillis(), TimeUnit.MILLISECONDS)) {
            log.atDebug().log("stopped while waiting for the broker");
        }
    }
}
