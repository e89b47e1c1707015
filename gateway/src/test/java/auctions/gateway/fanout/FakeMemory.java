package auctions.gateway.fanout;

import auctions.gateway.log.EventId;
import java.util.Map;
import java.util.Optional;

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
}
