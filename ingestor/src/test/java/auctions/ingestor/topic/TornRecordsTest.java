package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.Columns;
import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.RejectionPolicy;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the next writer makes of records that a torn transaction has left without their checkpoint. */
class TornRecordsTest {

    private static final Relation VIEW = new Relation("v", List.of(Columns.column("id", 20)), List.of("id"));

    private final FakeKafka kafka = new FakeKafka(new SplittableRandom(1), new FakeKafka.Faults(0, false), () -> {});

    private final Topic topic = kafka.topic(true);

    TornRecordsTest() {
        var first = open().diff(VIEW, Publications.ORIGIN);
        Publications.publish(first, 10, 11);
        first.accept(upsert(11, 9));
        Publications.publish(first, 12);
    }

    private static Update upsert(long time, int id) {
        var key = "{\"id\":%d}".formatted(id).getBytes(UTF_8);
        return new Update.Upsert(new MzTimestamp(time), key, key);
    }

    private static Update rejected(long time, int id) {
        return new Update.Rejected(
                new MzTimestamp(time), "{\"id\":%d}".formatted(id).getBytes(UTF_8), "two rows");
    }

    /** Writes updates of a batch that a stale commit ends before its checkpoint is there. */
    private void tear(Update... updates) {
        var records = new TopicRecords(FakeKafka.properties(RejectionPolicy.DEAD_LETTER));
        for (var update : updates) {
            if (update instanceof Update.Upsert upsert) {
                kafka.append(records.upsert(upsert));
            }
        }
        kafka.endByStaleCommit();
    }

    private Recovered open() {
        return topic.open(topic.prepare(), new SplittableRandom(2));
    }

    private Publication resumed(Recovered recovered) {
        var committed = kafka.data(0).stream().map(FakeKafka.Committed::record).toList();
        return Publications.resumed(recovered, VIEW, committed);
    }

    private List<Long> times() {
        return kafka.data(0).stream().map(FakeKafka.Committed::time).toList();
    }

    @Test
    void coversOnlyTornRecordsBelowItsFrontier() {
        tear(upsert(12, 1), upsert(14, 2));
        long end = kafka.dataEnd() - 1;

        var publication = resumed(open());
        publication.accept(upsert(12, 1));
        Publications.publish(publication, 13);

        assertThat(kafka.checkpoints(0).getLast().nextOffset()).isEqualTo(end - 1);
    }

    @Test
    void writesNoTornUpdateAgainAfterAFrontierBetweenThem() {
        tear(upsert(12, 1), upsert(14, 2));
        var between = resumed(open());
        between.accept(upsert(12, 1));
        Publications.publish(between, 13);

        var recovered = open();
        assertThat(recovered.tornRecords()).isEqualTo(1);
        var publication = resumed(recovered);
        publication.accept(upsert(14, 2));
        publication.accept(upsert(14, 3));
        Publications.publish(publication, 15);

        assertThat(times()).containsExactly(11L, 12L, 14L, 14L);
        assertThat(kafka.checkpoints(0).getLast().nextOffset()).isEqualTo(kafka.dataEnd() - 1);
    }

    @Test
    void completesABatchOfWhichAPartIsThere() {
        tear(upsert(12, 1), upsert(14, 2));

        var publication = resumed(open());
        publication.accept(upsert(12, 1));
        Publications.publish(publication, 13);
        publication.accept(upsert(14, 2));
        publication.accept(upsert(14, 3));
        publication.accept(upsert(16, 1));
        Publications.publish(publication, 17);

        assertThat(times()).containsExactly(11L, 12L, 14L, 14L, 16L);
        assertThat(open().tornRecords()).isZero();
    }

    @Test
    void setsAChangeAsideThoughALaterOneOfItsKeyIsThere() {
        tear(rejected(12, 1), upsert(14, 1));

        var publication = resumed(open());
        publication.accept(rejected(12, 1));
        publication.accept(upsert(14, 1));
        Publications.publish(publication, 15);

        assertThat(times()).containsExactly(11L, 14L);
        assertThat(kafka.deadLetters(0)).extracting(FakeKafka.Committed::time).containsExactly(12L);
    }
}
