package auctions.ingestor.kafka;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the clients of Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
class KafkaConfiguration {

    @Bean
    KafkaOptions kafkaOptions(KafkaProperties kafka, TopicProperties topics) {
        return new KafkaOptions(kafka, topics);
    }

    @Bean(destroyMethod = "") // the loop's thread owns it and closes it
    Broker broker(KafkaOptions options, TopicProperties topics) {
        return new KafkaBroker(options, topics);
    }

    @Bean(destroyMethod = "")
    Leadership leadership(KafkaOptions options, TopicProperties topics) {
        return new GroupLeadership(
                topics.progress(),
                () -> new KafkaConsumer<>(options.member()),
                Thread.ofPlatform().name("leadership").daemon().factory());
    }
}
