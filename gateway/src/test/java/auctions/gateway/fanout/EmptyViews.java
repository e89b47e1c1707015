package auctions.gateway.fanout;

import auctions.gateway.log.TopicLog;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Views with the default limits in whose logs nothing is, for tests of what stands on them. */
public final class EmptyViews {
    private EmptyViews() {}

    /** Views of these topics. */
    public static Views of(FakeReadTopic... topics) {
        var defaults = defaults();
        return new Views(
                Arrays.stream(topics).map(topic -> view(topic, defaults)).toList(), defaults::scratch);
    }

    /** The limits of a gateway that nobody has configured. */
    static FanoutProperties defaults() {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("gateway.fanout", FanoutProperties.class);
    }

    private static View view(FakeReadTopic topic, FanoutProperties defaults) {
        var log = new TopicLog(defaults.limits());
        log.identify(new UUID(1, topic.topic().hashCode()));
        return new View(topic, log, new Fanout(log, defaults, InstantSource.system()), defaults.newProjections());
    }
}
