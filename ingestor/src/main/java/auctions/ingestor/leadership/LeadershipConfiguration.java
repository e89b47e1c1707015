package auctions.ingestor.leadership;

import auctions.ingestor.kafka.KafkaOptions;
import auctions.ingestor.kafka.TopicProperties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires this instance's place in the group. */
@Configuration(proxyBeanMethods = false)
class LeadershipConfiguration {

    @Bean(destroyMethod = "") // the loop's thread owns it and closes it
    Leadership leadership(KafkaOptions options, TopicProperties topics) {
        return new GroupLeadership(
                topics.progress(),
                () -> new KafkaConsumer<>(options.member()),
                Thread.ofPlatform().name("leadership").daemon().factory());
    }
}
