package auctions.gateway.topic;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the whole topic, then follows it, and hands slices of it to the listener; from start to stop, whatever the broker does. The reader takes no
 * part in a consumer group: each gateway reads the whole topic.
 *
 * <p>A broker out of reach stops nothing that was already read. A topic that is no longer the one that was read is told to the
 * listener, and read from its beginning.
 */
public final class TopicReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL_MAX = Duration.ofMillis(200);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final TopicProperties properties;
    private final KafkaClients clients;
    private final TopicListener listener;
    private final ThreadFactory threads;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    // The reader's thread only.
    private final TopicRecords records = new TopicRecords();
    private SliceAssembler assembler;
    private Optional<Uuid> identity = Optional.empty();
    private long earliest;
    private long position;
    private long checkAtNanos;

    // Written by the reader's thread.
    private volatile ReaderStatus status = ReaderStatus.STOPPED;
    private volatile ViewDescription view = ViewDescription.UNKNOWN;

    TopicReader(TopicProperties properties, KafkaClients clients, TopicListener listener, ThreadFactory threads) {
        this.properties = properties;
        this.clients = clients;
        this.listener = listener;
        this.threads = threads;
        this.assembler = newAssembler();
    }

    /** How it is doing. Any thread's. */
    public ReaderStatus status() {
        return status;
    }

    /** The name of the topic. */
    public String topic() {
        return properties.name();
    }

    /** What the topic says of its view, so far. Any thread's. */
    public ViewDescription view() {
        return view;
    }

    /** Records so far that broke the topic's contract. Any thread's. */
    public long violations() {
        return records.violations();
    }

    @Override
    public synchronized void start() {
        var started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && stopping.getCount() > 0;
    }

    /** Before the web server, so that it is already at work when the first subscriber comes; and after it at the end. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        status = new ReaderStatus(true, false, Optional.empty());
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
        try (var consumer = new TopicConsumer(clients, properties.name(), properties.progressName())) {
            if (!takePlace(consumer)) {
                pause();
                return;
            }
            while (stopping.getCount() > 0) {
                step(consumer);
            }
        } catch (TopicChangedException e) {
            restart(e.reason());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed("could not read topic", e);
            pause();
        }
    }

    private boolean takePlace(TopicConsumer consumer) throws InterruptedException {
        var now = answer(consumer);
        if (now.rows().isEmpty()) {
            if (identity.isPresent()) {
                restart("topic deleted");
            }
            failed("topic does not exist yet", null);
            return false;
        }
        if (now.partitions() != 1) {
            failed("topic has " + now.partitions() + " partitions, and only one keeps the order", null);
            return false;
        }
        if (identity.isPresent() && !identity.equals(now.rows())) {
            restart("topic re-created");
        } else if (identity.isPresent() && (now.end() < position || now.earliest() > earliest)) {
            restart("topic truncated");
        }
        identity = now.rows();
        earliest = now.earliest();
        consumer.seek(now, position);
        assembler.claimFrom(now.end());
        now.rows()
                .ifPresent(
                        id -> listener.identify(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits())));
        log.atInfo()
                .addKeyValue("topic", properties.name())
                .addKeyValue("offset", consumer.position())
                .addKeyValue("end", now.end())
                .addKeyValue("progress", now.progress().isPresent())
                .log("reading topic");
        return true;
    }

    private static TopicProbe.Observation answer(TopicConsumer consumer) throws InterruptedException {
        try {
            return consumer.observe().get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer from the broker within " + ANSWER_MAX.toSeconds() + " s", e);
        }
    }

    private void step(TopicConsumer consumer) {
        accept(consumer, consumer.poll(patience(System.nanoTime())));
        assembler.take(System.nanoTime()).ifPresent(this::handOn);
        position = consumer.position();
        if (!status.caughtUp() && consumer.caughtUp() && assembler.waitNanos(System.nanoTime()) < 0) {
            status = status.with(true);
            log.atInfo().addKeyValue("offset", position).log("caught up with topic");
        }
        check(consumer);
    }

    private void handOn(TopicSlice slice) {
        slice.progress().ifPresent(progress -> records.close(progress.frontier()));
        listener.append(slice);
    }

    private void accept(TopicConsumer consumer, ConsumerRecords<byte[], byte[]> polled) {
        long now = System.nanoTime();
        for (var row : consumer.rows(polled)) {
            records.update(row).ifPresent(update -> {
                view = view.withKey(update.key());
                assembler.add(update, now);
            });
        }
        assembler.moveTo(consumer.position());
        if (status.lastCause().isPresent()) {
            // The broker was away, perhaps for longer than it keeps superseded rows.
            assembler.claimFrom(consumer.position());
        }
        // The newest speaks for all before it.
        var progress = consumer.progress(polled);
        if (!progress.isEmpty() && progress.getLast().value() != null) {
            ProgressRecord.parse(progress.getLast().value()).ifPresent(assembler::progress);
            view = ViewDescription.parse(progress.getLast().value()).orKeyOf(view);
        }
    }

    // In whole milliseconds and not less: the consumer cuts the rest off, and would be asked again and again.
    private Duration patience(long nowNanos) {
        long waitNanos = assembler.waitNanos(nowNanos);
        return waitNanos < 0
                ? POLL_MAX
                : Duration.ofMillis(Math.min((waitNanos + 999_999) / 1_000_000, POLL_MAX.toMillis()));
    }

    // A question that fails says that the broker is out of reach, no more: the consumer goes on trying by itself.
    private void check(TopicConsumer consumer) {
        long now = System.nanoTime();
        if (now - checkAtNanos < 0) {
            return;
        }
        try {
            if (consumer.check()) {
                status.lastCause().ifPresent(_ -> assembler.claimFrom(consumer.end()));
                status = status.with(Optional.empty());
                checkAtNanos = now + properties.checkInterval().toNanos();
            }
        } catch (CompletionException e) {
            failed("broker does not answer", e.getCause());
            checkAtNanos = now + properties.checkInterval().toNanos();
        }
    }

    private void restart(String reason) {
        log.atWarn()
                .addKeyValue("topic", properties.name())
                .addKeyValue("reason", reason)
                .log("reading topic anew");
        status = status.with(false);
        view = ViewDescription.UNKNOWN;
        records.restart();
        assembler = newAssembler();
        identity = Optional.empty();
        position = 0;
        listener.restart(reason);
    }

    private void failed(String what, @Nullable Throwable cause) {
        var text = cause == null ? what : what + ": " + cause.getMessage();
        if (!status.lastCause().equals(Optional.of(text))) {
            log.atWarn().addKeyValue("topic", properties.name()).log(text);
        }
        status = status.with(Optional.of(text));
    }

    private void pause() throws InterruptedException {
        if (stopping.await(properties.retryInterval().toMillis(), TimeUnit.MILLISECONDS)) {
            log.atDebug().log("stopped while waiting for the broker");
        }
    }

    private SliceAssembler newAssembler() {
        return new SliceAssembler(properties.linger().toNanos(), properties.sliceRecordsMax());
    }
}
