package auctions.gateway.sse;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of serving subscribers. Every time is a {@link Duration}; jittered ones are drawn from half to one and a half.
 *
 * @param corsOrigins origins whose pages may read the stream; `*` for all; none unless named
 * @param subscribersMax connections served at a time; who comes later is told to come back after `overload-retry`
 * @param pumps threads that write to subscribers; 0 means one for every two cores
 * @param retry what browsers are told to wait before they reconnect; jittered
 * @param overloadRetry the same for those turned away; jittered
 * @param heartbeat longest silence on a connection
 * @param writeTimeout a subscriber that takes no byte for so long is cut
 * @param conflateAfter a subscriber that took no byte for so long gets only the newest row per key when it comes back
 * @param catchUpWait how long an id that is ahead of this replica is waited for
 * @param drain over what time streams end at shutdown
 * @param sendBuffer what the kernel may hold for one subscriber: the price of a reader that stopped
 */
@ConfigurationProperties("gateway.sse")
record SseProperties(
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("100000") int subscribersMax,
        @DefaultValue("0") int pumps,
        @DefaultValue("3s") Duration retry,
        @DefaultValue("30s") Duration overloadRetry,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("30s") Duration writeTimeout,
        @DefaultValue("1s") Duration conflateAfter,
        @DefaultValue("10s") Duration catchUpWait,
        @DefaultValue("5s") Duration drain,
        @DefaultValue("256KB") DataSize sendBuffer) {
    SseProperties {
        corsOrigins = corsOrigins.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        if (subscribersMax < 1 || pumps < 0) {
            throw new IllegalArgumentException("a gateway serves at least one subscriber, with no fewer than 0 pumps");
        }
        for (var time : List.of(retry, overloadRetry, heartbeat, writeTimeout, conflateAfter, catchUpWait)) {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("times of subscribers must be positive");
            }
        }
        if (drain.isNegative() || sendBuffer.toBytes() < 4096) {
            throw new IllegalArgumentException("drain must not be negative, and the send buffer holds at least 4 KB");
        }
    }

    /** Threads that write to subscribers, on a machine of so many cores. */
    int pumpCount(int cores) {
        return pumps == 0 ? Math.max(1, cores / 2) : pumps;
    }
}
