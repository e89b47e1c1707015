package auctions.gateway.fanout;

import auctions.gateway.log.TopicLog;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A log with the default limits in which nothing is, for tests of what stands on it.
 *
 * @param log to append to
 * @param fanout places in it
 */
public record EmptyLog(TopicLog log, Fanout fanout) {

    /** A new one. */
    public static EmptyLog create() {
        var defaults =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("gateway.fanout", FanoutProperties.class);
        var log = new TopicLog(defaults.limits());
        log.identify(new UUID(1, 2));
        return new EmptyLog(log, new Fanout(log, defaults, InstantSource.system()));
    }
}
