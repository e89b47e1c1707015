package auctions.gateway.sse;

import auctions.gateway.fanout.FanoutLog;
import auctions.gateway.fanout.Gather;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * One thread that carries the log to its share of the subscribers. When something was appended it walks them all, and each gets all
 * that is pending for it in one write. Who does not take it all is left alone until its socket takes bytes again; who has more than
 * one turn's worth to come gets its next turn after the others had theirs.
 */
final class Pump implements Runnable {
    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long DRAIN_TICK_NANOS = Duration.ofMillis(20).toNanos();

    private final FanoutLog log;
    private final BooleanSupplier caughtUp;
    private final SubscriberRegistry registry;
    private final ControlBlocks blocks;
    private final SseProperties properties;
    private final Selector selector;

    // From any thread.
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private volatile boolean appended;
    private volatile boolean stopped;

    // The pump's thread only.
    private final Roster roster = new Roster();
    private final ArrayDeque<Subscriber> unfinished = new ArrayDeque<>();
    private final Gather gather;
    private final Meter meter;
    private long nowNanos = System.nanoTime();
    private long tickAtNanos = nowNanos;
    private boolean draining;

    Pump(
            FanoutLog log,
            BooleanSupplier caughtUp,
            SubscriberRegistry registry,
            ControlBlocks blocks,
            SseProperties properties) {
        this.log = log;
        this.caughtUp = caughtUp;
        this.registry = registry;
        this.blocks = blocks;
        this.properties = properties;
        this.gather = log.gather();
        this.meter = new Meter(registry);
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("could not open selector of pump", e);
        }
    }

    /** Gives it a subscriber, whose place in the registry is taken. Any thread's, as are the next five. */
    void add(Subscriber subscriber) {
        post(() -> admit(subscriber));
    }

    /** Says that a subscriber's connection has ended from the other side. */
    void gone(Subscriber subscriber) {
        post(() -> part(subscriber, Disconnect.CLIENT_GONE));
    }

    /** Says that a subscriber's connection takes bytes again. */
    void writable(Subscriber subscriber) {
        post(() -> resume(subscriber));
    }

    /** Says that the log has grown. */
    void appended() {
        appended = true;
        selector.wakeup();
    }

    /** Ends its subscribers' streams one by one over this time: all at once, they would all come back at once somewhere else. */
    void drain(Duration over) {
        post(() -> beginDrain(over));
    }

    /** Ends what is left, and the thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    private void post(Runnable task) {
        inbox.add(task);
        selector.wakeup();
    }

    /** Turns until stopped, or until a drain is over. */
    @Override
    public void run() {
        while (!stopped && !(draining && roster.size() == 0)) {
            select();
            nowNanos = System.nanoTime();
            for (var task = inbox.poll(); task != null; task = inbox.poll()) {
                task.run();
            }
            turn();
            if (nowNanos - tickAtNanos >= 0) {
                tick();
            }
            meter.report();
        }
        roster.forEach(subscriber -> part(subscriber, Disconnect.DRAIN));
        close();
    }

    // The channels that are closed but known to the selector keep their sockets until here.
    private void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close selector of pump", e);
        }
    }

    private void select() {
        try {
            if (appended || !unfinished.isEmpty() || !inbox.isEmpty()) {
                selector.selectNow(this::selected);
            } else {
                long waitMillis = Math.max(1, (tickAtNanos - System.nanoTime()) / 1_000_000);
                selector.select(this::selected, waitMillis);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not select among stalled subscribers", e);
        }
    }

    private void selected(SelectionKey key) {
        if (!(key.attachment() instanceof Subscriber subscriber)) {
            return;
        }
        nowNanos = System.nanoTime();
        try {
            key.interestOps(0);
            resume(subscriber);
        } catch (CancelledKeyException e) {
            // The container has closed the channel a moment ago.
            part(subscriber, Disconnect.CLIENT_GONE);
        }
    }

    private void turn() {
        if (appended) {
            appended = false;
            roster.forEach(subscriber -> {
                if (!subscriber.stalled && !subscriber.queued) {
                    deliver(subscriber);
                }
            });
        }
        for (int turns = unfinished.size(); turns > 0; turns--) {
            var subscriber = unfinished.remove();
            subscriber.queued = false;
            if (subscriber.index >= 0 && !subscriber.stalled) {
                deliver(subscriber);
            }
        }
    }

    private void deliver(Subscriber subscriber) {
        if (subscriber.waiting() && caughtUp.getAsBoolean()) {
            subscriber.open(log);
        }
        try {
            meter.of(subscriber.connection);
            var delivery = subscriber.deliver(meter, gather);
            if (meter.wrote()) {
                subscriber.writtenAtNanos = nowNanos;
            }
            switch (delivery) {
                case CAUGHT_UP -> {}
                case MORE -> {
                    subscriber.queued = true;
                    unfinished.add(subscriber);
                }
                case STALLED -> stall(subscriber);
            }
        } catch (IOException e) {
            part(subscriber, Disconnect.CLIENT_GONE);
        }
    }

    private void stall(Subscriber subscriber) throws IOException {
        subscriber.stalled = true;
        subscriber.stalledAtNanos = nowNanos;
        subscriber.connection.awaitWritable();
    }

    private void resume(Subscriber subscriber) {
        if (subscriber.index < 0 || !subscriber.stalled) {
            return;
        }
        subscriber.stalled = false;
        if (nowNanos - subscriber.stalledAtNanos >= properties.conflateAfter().toNanos()) {
            subscriber.conflate();
        }
        long sinceNanos = subscriber.stalledAtNanos;
        deliver(subscriber);
        if (subscriber.stalled && !meter.wrote()) {
            subscriber.stalledAtNanos = sinceNanos;
        }
    }

    private void admit(Subscriber subscriber) {
        roster.add(subscriber);
        subscriber.writtenAtNanos = nowNanos;
        subscriber.endAtNanos =
                draining ? nowNanos : nowNanos + properties.catchUpWait().toNanos();
        try {
            subscriber.connection.register(selector, subscriber);
            deliver(subscriber);
        } catch (IOException e) {
            part(subscriber, Disconnect.CLIENT_GONE);
        }
    }

    private void part(Subscriber subscriber, Disconnect cause) {
        if (roster.remove(subscriber)) {
            // Counted before the other side can know.
            registry.left(cause);
            subscriber.connection.close();
        }
    }

    private void beginDrain(Duration over) {
        draining = true;
        roster.forEach(
                subscriber -> subscriber.endAtNanos = nowNanos + over.toNanos() * subscriber.index / roster.size());
        tickAtNanos = nowNanos;
    }

    private void tick() {
        tickAtNanos = nowNanos + (draining ? DRAIN_TICK_NANOS : TICK_NANOS);
        roster.forEach(this::look);
    }

    private void look(Subscriber subscriber) {
        boolean over = nowNanos - subscriber.endAtNanos >= 0;
        if (draining && over) {
            part(subscriber, Disconnect.DRAIN);
        } else if (subscriber.stalled) {
            lookAtStalled(subscriber);
        } else if (subscriber.waiting() && over) {
            part(subscriber, Disconnect.NOT_CAUGHT_UP);
        } else {
            attend(subscriber);
        }
    }

    /** The selector tells only when much of a buffer is free: a slow reader may have taken bytes without it. */
    private void lookAtStalled(Subscriber subscriber) {
        long timeoutNanos = properties.writeTimeout().toNanos();
        if (nowNanos - subscriber.stalledAtNanos >= timeoutNanos) {
            resume(subscriber);
        }
        if (subscriber.stalled && nowNanos - subscriber.stalledAtNanos >= timeoutNanos) {
            part(subscriber, Disconnect.WRITE_TIMEOUT);
        }
    }

    private void attend(Subscriber subscriber) {
        if (subscriber.waiting()) {
            deliver(subscriber);
        }
        boolean silent =
                nowNanos - subscriber.writtenAtNanos >= properties.heartbeat().toNanos();
        if (!silent || subscriber.stalled || subscriber.index < 0) {
            return;
        }
        try {
            subscriber.writtenAtNanos = nowNanos;
            if (!subscriber.heartbeat(blocks.heartbeat())) {
                part(subscriber, Disconnect.WRITE_TIMEOUT);
            }
        } catch (IOException e) {
            part(subscriber, Disconnect.CLIENT_GONE);
        }
    }
}
