package auctions.gateway.sse;

import auctions.gateway.fanout.Views;
import auctions.gateway.pump.Admission;
import auctions.gateway.pump.Pumps;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servlets that answer `/subscribe` and `/views`. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SseProperties.class)
class SseConfiguration {
    @Bean
    Retries retries(SseProperties properties) {
        // Shared by threads, and never a secret: the plain generator does.
        RandomGenerator random = new Random();
        return new Retries(
                new RetryBlocks(properties.retry(), random), new RetryBlocks(properties.overloadRetry(), random));
    }

    @Bean
    ServletRegistrationBean<SubscribeServlet> subscribeServlet(
            Views views, Pumps pumps, Admission admission, Retries retries, SseProperties properties) {
        var servlet = new SubscribeServlet(views, pumps, admission, new Cors(properties.corsOrigins()), retries);
        return new ServletRegistrationBean<>(servlet, "/subscribe", "/subscribe/*");
    }

    @Bean
    ServletRegistrationBean<ViewsServlet> viewsServlet(Views views, SseProperties properties) {
        return new ServletRegistrationBean<>(
                new ViewsServlet(views, new Cors(properties.corsOrigins())), "/views", "/views/");
    }
}
