package auctions.ingestor;

import auctions.ingestor.kafka.Leadership;
import auctions.ingestor.subscribe.Subscriptions;
import auctions.ingestor.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the loop and those who watch it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestorProperties.class)
class IngestorConfiguration {

    @Bean
    Surroundings surroundings() {
        return new Surroundings(Clock.systemUTC(), new SecureRandom(), Thread::sleep);
    }

    @Bean
    IngestorStatus ingestorStatus(Surroundings surroundings) {
        return new IngestorStatus(surroundings.clock().instant());
    }

    @Bean
    Watch watch(MeterRegistry registry, IngestorStatus status, Surroundings surroundings) {
        return new Watch(status, new IngestorMetrics(registry, status, surroundings.clock()));
    }

    @Bean
    Ingestor ingestor(
            Subscriptions subscriptions, Topic topic, Leadership leadership, Surroundings surroundings, Watch watch) {
        return new Ingestor(subscriptions, topic, leadership, surroundings, watch);
    }

    @Bean
    IngestorRunner ingestorRunner(Ingestor ingestor) {
        return new IngestorRunner(ingestor);
    }

    @Bean
    IngestorHealth ingestorHealthIndicator(
            IngestorStatus status, Surroundings surroundings, IngestorProperties properties) {
        return new IngestorHealth(status, surroundings.clock(), properties.freshnessLimit());
    }

    @Bean
    LoopHealth loopHealthIndicator(IngestorStatus status, Surroundings surroundings, IngestorProperties properties) {
        return new LoopHealth(status, surroundings.clock(), properties.stallLimit());
    }
}
