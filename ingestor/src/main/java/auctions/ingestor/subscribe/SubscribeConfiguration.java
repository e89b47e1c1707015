package auctions.ingestor.subscribe;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way to Materialize. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribeProperties.class)
class SubscribeConfiguration {

    @Bean
    Subscriptions subscriptions(SubscribeProperties properties) {
        return new JdbcSubscriptions(
                properties, Thread.ofPlatform().daemon().name("subscription").factory());
    }
}
