package auctions.ingestor.topic;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.Origin;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives publications the frontiers of a subscription. */
final class Publications {

    /** Where the rows come from. */
    static final Origin ORIGIN = new Origin("v", "env", "u1", null, null);

    private Publications() {}

    /** Frontiers come, one after the other; the first one of a publication is the AS OF of its subscription. */
    static void publish(Publication publication, long... frontiers) {
        for (long frontier : frontiers) {
            publication.accept(new SubscribeEvent.Progress(new MzTimestamp(frontier)));
        }
    }

    /** Goes on at the checkpoint: the server sends the opening row and what the topic holds below the frontier. */
    static Publication resumed(Recovered recovered, Relation view, List<ConsumerRecord<byte[], byte[]>> committed) {
        assertThat(recovered.obstacle(view, ORIGIN)).isEmpty();
        var publication = recovered.resume(view, ORIGIN);
        var start = publication.start();
        var asOf = start.asOf().orElseThrow();
        publish(publication, asOf.value());
        for (var record : committed) {
            var time = TopicRecords.timeOf(record).orElseThrow();
            if (time.isBefore(recovered.frontier()) && (start.snapshot() || time.isAfter(asOf))) {
                publication.accept(new Update.Upsert(start.snapshot() ? asOf : time, record.key(), record.value()));
            }
        }
        publish(publication, recovered.frontier().value());
        return publication;
    }
}
