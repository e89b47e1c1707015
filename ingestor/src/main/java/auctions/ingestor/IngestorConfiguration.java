package auctions.ingestor;

import auctions.ingestor.kafka.TopicProperties;
import auctions.ingestor.leadership.Leadership;
import auctions.ingestor.subscribe.Subscriptions;
import auctions.ingestor.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the loop and those who watch it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestorProperties.class)
class IngestorConfiguration {

    @Bean
    Platform platform() {
        return new Platform(Clock.systemUTC(), MonotonicClock.system(), new SecureRandom(), Thread::sleep);
    }

    @Bean
    IngestorStatus ingestorStatus(MeterRegistry registry, Platform platform, ObjectProvider<BatchTrace> batches) {
        return new IngestorStatus(
                platform.monotonic().elapsed(),
                new IngestorCounters(registry),
                batches.getIfAvailable(() -> BatchTrace.OFF));
    }

    @Bean
    IngestorGauges ingestorGauges(IngestorStatus status, Platform platform) {
        return new IngestorGauges(status, platform.clock());
    }

    @Bean
    Ingestor ingestor(
            Subscriptions subscriptions, Topic topic, Leadership leadership, Platform platform, IngestorStatus status) {
        return new Ingestor(subscriptions, topic, leadership, platform, status);
    }

    @Bean
    IngestorRunner ingestorRunner(Ingestor ingestor) {
        return new IngestorRunner(ingestor);
    }

    @Bean
    IngestorHealth ingestorHealthIndicator(IngestorStatus status, Platform platform, IngestorProperties properties) {
        return new IngestorHealth(status, platform.monotonic(), properties.freshnessLimit());
    }

    /** What {@code info} says besides the build: what is published where, and how far. */
    @Bean
    InfoContributor views(
            IngestorStatus status, TopicProperties topic, @Value("${ingestor.materialize.subscribe}") String view) {
        return info -> {
            var published = new LinkedHashMap<>(Map.of("name", topic.name(), "view", view));
            status.frontier().ifPresent(frontier -> published.put("frontier", frontier.toString()));
            info.withDetail("views", List.of(published));
        };
    }

    @Bean
    LoopHealth loopHealthIndicator(IngestorStatus status, Platform platform, IngestorProperties properties) {
        return new LoopHealth(status, platform.monotonic(), properties.stallLimit());
    }
}
