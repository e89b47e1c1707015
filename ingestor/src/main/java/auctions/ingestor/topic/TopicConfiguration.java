package auctions.ingestor.topic;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
class TopicConfiguration {

    @Bean
    KafkaOptions kafkaOptions(KafkaProperties kafka, TopicProperties topics) {
        return new KafkaOptions(kafka, topics);
    }

    @Bean(destroyMethod = "") // the loop's thread owns it and closes it
    Topic topic(KafkaOptions options, TopicProperties topics) {
        return new Topic(new KafkaBroker(options, topics), topics);
    }

    @Bean(destroyMethod = "")
    Leadership leadership(KafkaOptions options, TopicProperties topics) {
        return new GroupLeadership(
                topics.progress(),
                () -> new KafkaConsumer<>(options.member()),
                Thread.ofPlatform().name("leadership").daemon().factory());
    }
}
