package auctions.gateway.pump;

import java.time.Duration;

/**
 * What time asks of a pump: when to look at all subscribers again, and what is due for each. It decides and does nothing
 * itself. Owned by the pump.
 */
final class Deadlines {
    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long DRAIN_TICK_NANOS = Duration.ofMillis(20).toNanos();

    private final long heartbeatNanos;
    private final long writeTimeoutNanos;
    private final long conflateAfterNanos;
    private final long catchUpWaitNanos;
    private final long backlogNanos;

    private long nextTickNanos;

    // While the pump drains.
    private boolean draining;
    private int subscribersAtFirst;
    private long drainBeganNanos;
    private long drainNanos;

    Deadlines(PumpProperties properties, long nowNanos) {
        heartbeatNanos = properties.heartbeat().toNanos();
        writeTimeoutNanos = properties.writeTimeout().toNanos();
        conflateAfterNanos = properties.conflateAfter().toNanos();
        catchUpWaitNanos = properties.catchUpWait().toNanos();
        backlogNanos = properties.backlog().toNanos();
        nextTickNanos = nowNanos;
    }

    /** What is due for a subscriber. */
    enum Due {
        /** Nothing. */
        NOTHING,
        /** Its end: its login ends. */
        EXPIRED,
        /** A comment, so that proxies and the subscriber see that the stream lives. */
        HEARTBEAT,
        /** Its end: the log did not catch up with the topic, or did not reach the id to continue from. */
        END_OF_WAIT,
        /** Its end, if its connection still takes no byte: the selector tells only when much of a buffer is free. */
        WRITE_TIMEOUT
    }

    /** What is due for a subscriber now. */
    Due due(Subscriber subscriber, long nowNanos) {
        if (subscriber.expired(nowNanos)) {
            return Due.EXPIRED;
        }
        if (subscriber.stalled()) {
            return subscriber.stalledNanos(nowNanos) >= writeTimeoutNanos ? Due.WRITE_TIMEOUT : Due.NOTHING;
        }
        if (subscriber.waiting() && subscriber.ageNanos(nowNanos) >= catchUpWaitNanos) {
            return Due.END_OF_WAIT;
        }
        return subscriber.silentNanos(nowNanos) >= heartbeatNanos ? Due.HEARTBEAT : Due.NOTHING;
    }

    /** Whether a subscriber that reads again was away so long that it gets only the newest version of each row. */
    boolean conflates(Subscriber subscriber, long nowNanos) {
        return subscriber.stalledNanos(nowNanos) >= conflateAfterNanos;
    }

    /** Whether newcomers, or the backlog, have had all the time that they get in a row. */
    boolean isOver(long beganNanos, long nowNanos) {
        return nowNanos - beganNanos >= backlogNanos;
    }

    /** How long the pump may sleep, at least one millisecond. */
    long sleepMillis(long nowNanos) {
        return Math.max(1, (nextTickNanos - nowNanos) / 1_000_000);
    }

    /** Whether it is time to look at all subscribers; if so, the next time is a tick later. */
    boolean tick(long nowNanos) {
        if (nowNanos - nextTickNanos < 0) {
            return false;
        }
        nextTickNanos = nowNanos + (draining ? DRAIN_TICK_NANOS : TICK_NANOS);
        return true;
    }

    /** From now on the number of subscribers falls evenly, until none is left after this time. */
    void drain(Duration over, int subscribers, long nowNanos) {
        draining = true;
        subscribersAtFirst = subscribers;
        drainBeganNanos = nowNanos;
        drainNanos = over.toNanos();
        nextTickNanos = nowNanos;
    }

    /** Whether the gateway is going away. */
    boolean draining() {
        return draining;
    }

    /** How many subscribers may be left now. */
    int subscribersMax(long nowNanos) {
        long left = drainNanos - (nowNanos - drainBeganNanos);
        if (!draining) {
            return Integer.MAX_VALUE;
        }
        return left <= 0 ? 0 : (int) Math.ceil((double) subscribersAtFirst * left / drainNanos);
    }
}
