package auctions.ingestor;

import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.subscribe.SubscribeSession;
import auctions.ingestor.topic.Publication;
import auctions.ingestor.topic.Recovered;
import auctions.ingestor.topic.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step from a session to a subscription that is published: fences older writers, reads what the topic says
 * ({@link Recovered}), and decides between a resume and a difference. Owned by the loop's thread.
 */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final Topic topic;

    private final FailureHistory failures;

    private final Platform platform;

    private final IngestorStatus status;

    Recovery(Topic topic, FailureHistory failures, Platform platform, IngestorStatus status) {
        this.topic = topic;
        this.failures = failures;
        this.platform = platform;
        this.status = status;
    }

    /** Goes on to the state that owns the subscription and its publication; when this throws, the session is still owned by the old one. */
    IngestorState recover(IngestorState.Recovering recovering) {
        var recovered = topic.open(recovering.limits(), platform.random());
        try {
            status.recovered(recovered, platform.monotonic().elapsed());
            recovered.checkClock(recovering.session().origin());
            return subscribed(recovering, publication(recovered, recovering.session()));
        } catch (SubscribeException | BrokerException e) {
            CurrentState.letGo(recovered::close);
            throw e;
        }
    }

    /** Resume or difference: decided here. A resume may still begin with a snapshot, as a proof: see {@link Recovered#resume}. */
    private Publication publication(Recovered recovered, SubscribeSession session) {
        var relation = session.relation();
        var origin = session.origin();
        log.atInfo()
                .addKeyValue("frontier", recovered.frontier())
                .addKeyValue("torn_records", recovered.tornRecords())
                .addKeyValue("columns", relation.columnNames())
                .log("recovered");
        var obstacle = failures.obstacle(recovered.frontier()).or(() -> recovered.obstacle(relation, origin));
        if (obstacle.isEmpty()) {
            return recovered.resume(relation, origin);
        }
        log.atWarn()
                .addKeyValue("frontier", recovered.frontier())
                .addKeyValue("reason", obstacle.get())
                .log("publishing how a snapshot differs from the topic");
        return recovered.diff(relation, origin);
    }

    private static IngestorState subscribed(IngestorState.Recovering recovering, Publication publication) {
        var cursor = recovering.session().subscribe(publication.start());
        return publication.start().snapshot()
                ? new IngestorState.Snapshotting(recovering.limits(), cursor, publication)
                : new IngestorState.Streaming(recovering.limits(), cursor, publication);
    }
}
