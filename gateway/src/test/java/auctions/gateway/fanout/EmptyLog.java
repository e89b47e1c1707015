package auctions.gateway.fanout;

import java.time.InstantSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A log with the default limits, for tests of what stands on it. */
public final class EmptyLog {
    private EmptyLog() {}

    /** A log in which nothing is. */
    public static FanoutLog create() {
        var defaults =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("gateway.fanout", FanoutProperties.class);
        return new FanoutLog(defaults, InstantSource.system());
    }
}
