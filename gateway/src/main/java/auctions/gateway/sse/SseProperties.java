package auctions.gateway.sse;

import auctions.gateway.properties.PropertyRules;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an answer to a browser says, and what its socket may hold. Jittered times are drawn from half to one and a half.
 *
 * @param corsOrigins origins whose pages may read the stream; {@code *} for all; none unless named; a slash at the end is dropped
 * @param retry what browsers are told to wait before they reconnect; jittered
 * @param overloadRetry the same for browsers that are turned away; jittered
 * @param rowsMax how many requests for rows are answered at a time, those included that wait for a frontier: each may hold the segments of
 *     a moment
 * @param progressWait how long a request for rows waits for the frontier that it asks for
 * @param columnsWait how long a request with a filter waits for the view's columns to be known
 * @param columnsWaitingMax how many such requests wait at a time; one that comes later is told to come back
 * @param sendBuffer what the kernel may hold for one subscriber: the price of one that stopped reading
 */
@ConfigurationProperties("gateway.sse")
record SseProperties(
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("3s") Duration retry,
        @DefaultValue("30s") Duration overloadRetry,
        @DefaultValue("64") int rowsMax,
        @DefaultValue("10s") Duration progressWait,
        @DefaultValue("5s") Duration columnsWait,
        @DefaultValue("1000") int columnsWaitingMax,
        @DefaultValue("256KB") DataSize sendBuffer) {
    private static final PropertyRules RULES = new PropertyRules("gateway.sse");
    private static final DataSize SEND_BUFFER_MIN = DataSize.ofKilobytes(4);

    SseProperties {
        corsOrigins = corsOrigins.stream()
                .map(origin -> origin.strip().replaceFirst("/$", ""))
                .filter(origin -> !origin.isEmpty())
                .toList();
        RULES.positive("retry", retry);
        RULES.positive("overload-retry", overloadRetry);
        RULES.positive("rows-max", rowsMax);
        RULES.positive("progress-wait", progressWait);
        RULES.notNegative("columns-wait", columnsWait);
        RULES.notNegative("columns-waiting-max", columnsWaitingMax);
        RULES.check(sendBuffer.compareTo(SEND_BUFFER_MIN) >= 0, "send-buffer", sendBuffer, "must be at least 4KB");
    }
}
