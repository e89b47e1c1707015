package auctions.gateway.fanout;

import java.util.Map;
import java.util.Optional;

/**
 * What a browser may remember of a moment.
 *
 * @param rows the rows it had
 * @param topic where its id comes from
 * @param tracked whether its rows were known to be the topic's, as far as the id says
 */
record FakeMemory(
        Optional<String> lastEventId, Map<String, String> rows, FakeTopic topic, boolean tracked, String filterValue) {}
