package auctions.gateway.topic;

import java.lang.Thread.UncaughtExceptionHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** The readers, with Spring's `spring.kafka.*` for the way to the broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
class TopicConfiguration {
    @Bean
    KafkaClients kafkaClients(TopicProperties properties, ConsumerFactory<?, ?> consumers, KafkaAdmin admin) {
        return new KafkaClients(
                consumers.getConfigurationProperties(),
                admin.getConfigurationProperties(),
                properties.sliceRecordsMax(),
                properties.topics().size());
    }

    @Bean
    TopicReaders topicReaders(
            TopicProperties properties, KafkaClients clients, UncaughtExceptionHandler invariantBroken) {
        var threads =
                Thread.ofPlatform().uncaughtExceptionHandler(invariantBroken).factory();
        return new TopicReaders(properties, clients, threads);
    }
}
