package auctions.gateway.fanout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log as a bean. */
@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {

    @Bean
    FanoutLog fanoutLog() {
        return new FanoutLog();
    }
}
