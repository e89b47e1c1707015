package auctions.gateway.fanout;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log as a bean. */
@EnableConfigurationProperties(FanoutProperties.class)
@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {

    @Bean
    FanoutLog fanoutLog(FanoutProperties properties) {
        return new FanoutLog(properties, InstantSource.system());
    }
}
