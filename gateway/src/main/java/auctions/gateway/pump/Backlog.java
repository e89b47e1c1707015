package auctions.gateway.pump;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The subscribers that have more to come than one turn, in the order of their turns. The backlog pauses while the send queues are
 * full of what its last turns wrote. Owned by the pump.
 */
final class Backlog {
    private static final long PAUSE_MILLIS = 1;

    private final ArrayDeque<Subscriber> subscribers = new ArrayDeque<>();
    private final Deadlines deadlines;
    private final SendQueues sendQueues;

    Backlog(Deadlines deadlines, SendQueues sendQueues) {
        this.deadlines = deadlines;
        this.sendQueues = sendQueues;
    }

    /** How long the pump may sleep, at least one millisecond, or 0 if there are turns to give. */
    long sleepMillis(long nowNanos) {
        // Asked in each round, so that the send queues forget what is old.
        boolean full = sendQueues.areFull(nowNanos);
        if (subscribers.isEmpty()) {
            return deadlines.sleepMillis(nowNanos);
        }
        return full ? PAUSE_MILLIS : 0;
    }

    /** Puts a subscriber at the end, unless it is here. */
    void add(Subscriber subscriber) {
        if (!subscriber.queued) {
            subscriber.queued = true;
            subscribers.add(subscriber);
        }
    }

    /**
     * Takes out one after another for a turn, until each had one, their time in a row is over, or the send queues are full. At least one has its
     * turn if the send queues have room. Some have gone meanwhile.
     */
    void forEach(Consumer<Subscriber> turn) {
        long beganNanos = System.nanoTime();
        long nowNanos = beganNanos;
        int left = subscribers.size();
        while (left > 0 && !sendQueues.areFull(nowNanos)) {
            var subscriber = subscribers.remove();
            subscriber.queued = false;
            if (subscriber.isHere()) {
                long before = subscriber.writtenBytes();
                turn.accept(subscriber);
                sendQueues.add(subscriber, subscriber.writtenBytes() - before, nowNanos);
            }
            nowNanos = System.nanoTime();
            left = deadlines.isOver(beganNanos, nowNanos) ? 0 : left - 1;
        }
    }
}
