package auctions.gateway.fanout;

import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import auctions.gateway.filter.Projections;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.ReadTopic;
import auctions.gateway.topic.ReaderStatus;
import auctions.gateway.topic.ViewDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One view as this gateway serves it: what the reader of its topic says, the log that the reader fills, and the positions that streams
 * take in the log. Views share the threads that serve subscribers and nothing else: what happens to a topic reaches no other view.
 */
public final class View {
    private final ReadTopic topic;
    private final TopicLog log;
    private final Fanout fanout;
    private final Projections projections;
    private final FrontierGate gate;

    /** A view of a topic that is read into this log. */
    View(ReadTopic topic, TopicLog log, Fanout fanout, Projections projections) {
        this.topic = topic;
        this.log = log;
        this.fanout = fanout;
        this.projections = projections;
        this.gate = new FrontierGate(log);
    }

    /** The topic's name, by which the view is asked for. */
    public String name() {
        return topic.topic();
    }

    /** How the reader of the topic is doing. */
    public ReaderStatus status() {
        return topic.status();
    }

    /** What the topic says of the view, so far. */
    public ViewDescription description() {
        return topic.description();
    }

    /** Records so far that broke the topic's contract. */
    public long violations() {
        return topic.violations();
    }

    /** The topic in memory. */
    public TopicLog log() {
        return log;
    }

    /** The columns that a stream can be filtered by; empty if they are not known yet. */
    public List<String> columns() {
        return fanout.columns();
    }

    /** How many sets of columns its streams may have at a time, and have. */
    public Projections projections() {
        return projections;
    }

    /** The request as a stream is to have it, with the blocks that streams of the same columns share; empty if there are too many others. */
    public Optional<StreamRequest> enter(StreamRequest asked) {
        var columns = asked.projection().in(columns(), description().key().orElse(List.of()));
        return projections.enter(columns).map(asked::with);
    }

    /** Says that a stream that has entered has ended. */
    public void leave(StreamRequest entered) {
        projections.leave(entered.projection());
    }

    /** The rows that pass, with these columns, at the frontier of now. */
    public Rows rows(Filter filter, Projection projection) {
        return Rows.of(log.generation(), filter, projection);
    }

    /** Waits at most this long until the frontier is at this time or beyond it; whether it is. Keeps the calling thread waiting. */
    public boolean awaitFrontier(MzTimestamp atLeast, Duration most) throws InterruptedException {
        return gate.await(atLeast, most);
    }

    /** A position in the log for a new stream. */
    public Opening open(StreamRequest request) {
        return fanout.open(request);
    }
}
