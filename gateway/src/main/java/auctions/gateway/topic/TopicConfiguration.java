package auctions.gateway.topic;

import java.lang.Thread.UncaughtExceptionHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** The reader, with Spring's `spring.kafka.*` for the way to the broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
class TopicConfiguration {
    @Bean
    TopicReader topicReader(
            TopicProperties properties,
            ConsumerFactory<?, ?> consumers,
            KafkaAdmin admin,
            TopicListener listener,
            UncaughtExceptionHandler invariantBroken) {
        var clients = new KafkaClients(
                consumers.getConfigurationProperties(),
                admin.getConfigurationProperties(),
                properties.sliceRecordsMax());
        var threads = Thread.ofPlatform()
                .name("topic-reader")
                .uncaughtExceptionHandler(invariantBroken)
                .factory();
        return new TopicReader(properties, clients, listener, threads);
    }
}
