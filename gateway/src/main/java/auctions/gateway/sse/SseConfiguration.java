package auctions.gateway.sse;

import auctions.gateway.fanout.Fanout;
import auctions.gateway.log.TopicLog;
import auctions.gateway.pump.Admission;
import auctions.gateway.pump.Pumps;
import auctions.gateway.topic.TopicReader;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servlet that answers `/subscribe`. */
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
    Supplier<ViewColumns> viewColumns(Fanout fanout, TopicReader reader) {
        return () -> new ViewColumns(fanout.columns(), reader.view().types());
    }

    @Bean
    ServletRegistrationBean<SubscribeServlet> subscribeServlet(
            Supplier<ViewColumns> columns,
            Pumps pumps,
            Admission admission,
            Retries retries,
            SseProperties properties) {
        var servlet = new SubscribeServlet(columns, pumps, admission, new Cors(properties.corsOrigins()), retries);
        return new ServletRegistrationBean<>(servlet, "/subscribe", "/subscribe/");
    }

    @Bean
    ServletRegistrationBean<ViewsServlet> viewsServlet(TopicReader reader, TopicLog log, SseProperties properties) {
        return new ServletRegistrationBean<>(
                new ViewsServlet(reader, log, new Cors(properties.corsOrigins())), "/views", "/views/");
    }
}
