package auctions.gateway.pump;

import auctions.gateway.properties.PropertyRules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of serving subscribers.
 *
 * @param threads pumps; 0 means one for every two cores
 * @param subscribersMax connections served at a time; a browser that comes later is told to come back
 * @param viewSubscribersMax the same of each view: less, and a crowd at one view leaves room for the others
 * @param buffers what the buffers of all streams over TLS and HTTP/2 may hold together; a stream that gets none is cut
 * @param sendQueues how many bytes of a pump's last snapshots may be unacknowledged; then its backlog pauses, for 100 ms at most
 * @param heartbeat longest silence on a connection
 * @param writeTimeout a subscriber that takes no byte for so long is cut
 * @param conflateAfter a subscriber that took no byte for so long gets only the newest row per key when it comes back
 * @param catchUpWait how long a subscriber waits for an id that is ahead of this replica
 * @param backlog for how long, in a row, newcomers come in, and those get turns that have more to come than one turn; then rows
 *     go first that came meanwhile for those at the head
 * @param drain over what time streams end at shutdown
 */
@ConfigurationProperties("gateway.pump")
record PumpProperties(
        @DefaultValue("0") int threads,
        @DefaultValue("100000") int subscribersMax,
        @DefaultValue("100000") int viewSubscribersMax,
        @DefaultValue("64MB") DataSize buffers,
        @DefaultValue("64MB") DataSize sendQueues,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("30s") Duration writeTimeout,
        @DefaultValue("1s") Duration conflateAfter,
        @DefaultValue("10s") Duration catchUpWait,
        @DefaultValue("5ms") Duration backlog,
        @DefaultValue("5s") Duration drain) {
    private static final PropertyRules RULES = new PropertyRules("gateway.pump");
    private static final DataSize BUFFERS_MIN = DataSize.ofKilobytes(64);

    PumpProperties {
        RULES.notNegative("threads", threads);
        RULES.positive("subscribers-max", subscribersMax);
        RULES.positive("view-subscribers-max", viewSubscribersMax);
        RULES.check(buffers.compareTo(BUFFERS_MIN) >= 0, "buffers", buffers, "must be at least 64KB");
        RULES.positive("send-queues", sendQueues);
        RULES.positive("heartbeat", heartbeat);
        RULES.positive("write-timeout", writeTimeout);
        RULES.positive("conflate-after", conflateAfter);
        RULES.positive("catch-up-wait", catchUpWait);
        RULES.positive("backlog", backlog);
        RULES.notNegative("drain", drain);
    }

    /** The number of pumps on a machine of so many cores. */
    int pumpsFor(int cores) {
        return threads == 0 ? Math.max(1, cores / 2) : threads;
    }
}
