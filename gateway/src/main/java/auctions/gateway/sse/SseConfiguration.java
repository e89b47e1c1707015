package auctions.gateway.sse;

import auctions.gateway.fanout.Views;
import auctions.gateway.pump.Admission;
import auctions.gateway.pump.Pumps;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
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
    Answers answers(SseProperties properties, Retries retries, Views views, Admission admission) {
        return new Answers(new Cors(properties.corsOrigins()), retries, views, admission);
    }

    @Bean
    ServletRegistrationBean<SubscribeServlet> subscribeServlet(
            Views views, Pumps pumps, Admission admission, Answers answers, ObjectProvider<Login> login) {
        var servlet =
                new SubscribeServlet(views, pumps, admission, answers, login.getIfAvailable(() -> _ -> Access.OPEN));
        return new ServletRegistrationBean<>(servlet, "/subscribe", "/subscribe/*");
    }

    @Bean
    ServletRegistrationBean<ViewsServlet> viewsServlet(Views views, Answers answers, ObjectProvider<Login> login) {
        var servlet = new ViewsServlet(views, answers, login.getIfAvailable(() -> _ -> Access.OPEN));
        return new ServletRegistrationBean<>(servlet, "/views", "/views/");
    }

    @Bean
    ServletRegistrationBean<RowsServlet> rowsServlet(
            Views views, Answers answers, ObjectProvider<Login> login, SseProperties properties) {
        var servlet = new RowsServlet(
                views,
                answers,
                login.getIfAvailable(() -> _ -> Access.OPEN),
                properties.rowsMax(),
                properties.progressWait());
        return new ServletRegistrationBean<>(servlet, "/views/*");
    }
}
