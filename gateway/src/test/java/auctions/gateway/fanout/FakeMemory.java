package auctions.gateway.fanout;

import auctions.gateway.log.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a browser may remember of a moment.
 *
 * @param rows the rows it had
 * @param topic where its id comes from
 * @param tracked whether its rows were known to be the topic's, as far as the id says
 * @param needless whether it may get deletions of rows that it does not hold: an id of an earlier release says less
 * @param shown which rows and columns it asked for
 */
record FakeMemory(
        Optional<String> lastEventId,
        Map<String, String> rows,
        FakeTopic topic,
        boolean tracked,
        boolean needless,
        String shown) {

    /** The same with the id of an earlier release, which had neither tag nor end. */
    FakeMemory ofAnEarlierRelease() {
        var plain = lastEventId.flatMap(EventId::parse).map(id -> id.position().toString());
        return new FakeMemory(plain, rows, topic, tracked, true, shown);
    }

    /** The same with an id that no gateway gave, or that belongs nowhere. */
    FakeMemory withNonsense(RandomGenerator random, Instant now, FakeTopic nowTopic) {
        var future = now.plus(Duration.ofDays(100)).toEpochMilli();
        var past = now.minus(Duration.ofDays(100)).toEpochMilli();
        var texts = List.of(
                "x",
                "1-",
                "-1",
                "",
                " ",
                "1_2",
                "1-1.1",
                "1-2.9~~~~",
                future + "",
                future + "-1",
                past + "-1",
                past + "");
        var text = random.nextInt(3) == 0 ? nowTopic.forgedId() : texts.get(random.nextInt(texts.size()));
        return new FakeMemory(Optional.of(text), rows, FakeTopic.OTHER, false, false, shown);
    }
}
