package auctions.gateway.pump;

import auctions.gateway.fanout.Scratch;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that carries the logs of all views to its share of the subscribers. When a log has grown, the pump gives each
 * subscriber of its view a turn. A subscriber whose connection does not take everything gets no turn until the connection takes
 * bytes again. A subscriber that has more than one turn's worth to come, a newcomer's snapshot for example, is in the backlog: the
 * backlog gets its turns one after another, for a short while in each round, and in the next round the others are first again.
 */
final class Pump implements Runnable {
    private static final Logger logger = LoggerFactory.getLogger(Pump.class);

    private final Admission admission;
    private final OpeningTrace trace;
    private final PumpSubscribers subscribers;

    // From any thread.
    private final Inbox inbox = new Inbox();

    // The pump's thread only.
    private final Interjections interjections = new Interjections();
    private final Scratch scratch;
    private final Deadlines deadlines;
    private final Backlog backlog;
    private long nowNanos = System.nanoTime();

    Pump(Views views, Admission admission, Deliveries deliveries, OpeningTrace trace, PumpProperties properties) {
        this.subscribers = new PumpSubscribers(views, deliveries);
        this.admission = admission;
        this.trace = trace;
        this.scratch = views.scratch();
        this.deadlines = new Deadlines(properties, nowNanos);
        this.backlog =
                new Backlog(deadlines, new SendQueues(properties.sendQueues().toBytes()));
    }

    /** A subscriber that this pump serves, once it is started. Any thread's. */
    Subscriber subscriber(Connection connection, View view, StreamRequest request, Client client) {
        return new Subscriber(this, subscribers.of(view), connection, request, client);
    }

    /** Says that a view's log has grown. Any thread's, as are the next three. */
    void appended(View view) {
        subscribers.of(view).appended();
        inbox.appended();
    }

    /** Ends its subscribers' streams one by one over this time: all at once, they would all come back at once somewhere else. */
    void drain(Duration over) {
        post(() -> deadlines.drain(over, subscribers.size(), nowNanos));
    }

    /** Ends what is left, and the thread. */
    void stop() {
        inbox.stop();
    }

    /** Has the pump's thread run a task before its next turns. */
    void post(Runnable task) {
        inbox.post(task);
    }

    /** Runs until stopped, or until a drain is over. */
    @Override
    public void run() {
        while (!inbox.stopped() && !(deadlines.draining() && subscribers.size() == 0)) {
            inbox.select(backlog.sleepMillis(System.nanoTime()), this::selected);
            round();
        }
        subscribers.all().forEach(ofView -> ofView.forEach(subscriber -> disconnect(subscriber, Disconnect.DRAIN)));
        inbox.close();
    }

    /** Does all that there is to do now: tasks, turns at the head, some of the backlog, what is due. */
    void round() {
        nowNanos = System.nanoTime();
        inbox.run(deadlines, nowNanos);
        giveTurnsAtHead();
        backlog.forEach(this::giveTurn);
        if (deadlines.tick(nowNanos)) {
            tick();
        }
        subscribers.all().forEach(ViewSubscribers::report);
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
            disconnect(subscriber, Disconnect.CLIENT_GONE);
        }
    }

    private void giveTurnsAtHead() {
        if (inbox.takeAppended()) {
            for (var ofView : subscribers.all()) {
                if (ofView.takeAppended()) {
                    ofView.forEach(this::serve);
                }
            }
        }
    }

    /** A turn now, unless its connection is full, or a turn later, from the backlog. */
    private void serve(Subscriber subscriber) {
        if (subscriber.waiting() && subscriber.view().status().caughtUp()) {
            subscriber.open(trace);
            giveTurnOrQueue(subscriber);
        } else if (!subscriber.stalled() && !subscriber.queued) {
            giveTurn(subscriber);
        }
    }

    private void giveTurn(Subscriber subscriber) {
        long before = subscriber.writtenBytes();
        try {
            switch (subscriber.turn(scratch, nowNanos)) {
                case MORE -> backlog.add(subscriber);
                case ENDED -> disconnect(subscriber, Disconnect.BLOCK_DROPPED);
                case CAUGHT_UP, STALLED -> {}
            }
        } catch (IOException e) {
            disconnect(subscriber, e);
        }
        subscriber.peers().count(subscriber.writtenBytes() - before);
    }

    /** Takes a subscriber over from the container. On the pump's thread, as the next two. */
    void admit(Subscriber subscriber) {
        subscribers.add(subscriber);
        try {
            subscriber.admitted(inbox.selector(), nowNanos);
            if (subscriber.expired(nowNanos)) {
                expire(subscriber);
            } else {
                serve(subscriber);
            }
        } catch (IOException e) {
            disconnect(subscriber, e);
        }
    }

    /** Goes on with a stalled subscriber, now that its connection may take bytes again. */
    void resume(Subscriber subscriber) {
        if (!subscriber.isHere() || !subscriber.stalled() || subscriber.queued) {
            return;
        }
        conflateIfLate(subscriber);
        giveTurnOrQueue(subscriber);
    }

    private void giveTurnOrQueue(Subscriber subscriber) {
        if (subscriber.behind()) {
            backlog.add(subscriber);
        } else {
            giveTurn(subscriber);
        }
    }

    private void conflateIfLate(Subscriber subscriber) {
        if (deadlines.conflates(subscriber, nowNanos)) {
            subscriber.conflate();
        }
    }

    /** Ends a subscriber's stream, and counts why before the other side can know. */
    void disconnect(Subscriber subscriber, Disconnect cause) {
        if (subscribers.remove(subscriber)) {
            admission.leave(subscriber.view(), subscriber.client(), cause);
            subscriber.close();
        }
    }

    /** An exception of a connection ends its subscriber's stream; one of the log or a cursor ends the process. */
    private void disconnect(Subscriber subscriber, IOException failure) {
        if (failure instanceof ConnectionException) {
            logger.atWarn().setCause(failure).log("connection failed");
            disconnect(subscriber, Disconnect.CONNECTION_FAILED);
        } else {
            boolean full = failure instanceof BuffersFullException;
            disconnect(subscriber, full ? Disconnect.BUFFERS_FULL : Disconnect.CLIENT_GONE);
        }
    }

    private void tick() {
        for (var ofView : subscribers.all()) {
            while (ofView.size() > 0 && subscribers.size() > deadlines.subscribersMax(nowNanos)) {
                disconnect(ofView.last(), Disconnect.DRAIN);
            }
            ofView.forEach(this::attend);
        }
    }

    private void attend(Subscriber subscriber) {
        if (subscriber.waiting()) {
            serve(subscriber);
        }
        if (subscriber.isHere()) {
            switch (deadlines.due(subscriber, nowNanos)) {
                case NOTHING -> {}
                case EXPIRED -> expire(subscriber);
                case HEARTBEAT -> sendHeartbeat(subscriber);
                case END_OF_WAIT -> disconnect(subscriber, Disconnect.NOT_CAUGHT_UP);
                case WRITE_TIMEOUT -> resumeOrCut(subscriber);
            }
        }
    }

    private void resumeOrCut(Subscriber subscriber) {
        long before = subscriber.writtenBytes();
        conflateIfLate(subscriber);
        giveTurn(subscriber);
        if (subscriber.stalled() && subscriber.writtenBytes() == before) {
            disconnect(subscriber, Disconnect.WRITE_TIMEOUT);
        }
    }

    private void sendHeartbeat(Subscriber subscriber) {
        try {
            if (!subscriber.interject(interjections.heartbeat(), nowNanos)) {
                disconnect(subscriber, Disconnect.WRITE_TIMEOUT);
            }
        } catch (IOException e) {
            disconnect(subscriber, e);
        }
    }

    /** Says so and ends the stream; a subscriber that takes nothing now is not waited for. */
    private void expire(Subscriber subscriber) {
        try {
            subscriber.interject(interjections.expired(), nowNanos);
            disconnect(subscriber, Disconnect.EXPIRED);
        } catch (IOException e) {
            disconnect(subscriber, e);
        }
    }
}
