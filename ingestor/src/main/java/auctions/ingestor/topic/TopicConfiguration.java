package auctions.ingestor.topic;

import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.TopicProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the published topic. */
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

    @Bean(destroyMethod = "") // the loop's thread owns it and closes it
    Topic topic(Broker broker, TopicProperties topics) {
        return new Topic(broker, topics);
    }
}
