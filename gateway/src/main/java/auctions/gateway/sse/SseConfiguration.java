package auctions.gateway.sse;

import auctions.gateway.fanout.Views;
import auctions.gateway.pump.Admission;
import auctions.gateway.pump.Pumps;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servlets that answer {@code /subscribe} and {@code /views}. */
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
    KnownColumns knownColumns(Views views, SseProperties properties) {
        var columns = new KnownColumns(properties.columnsWait(), properties.columnsWaitingMax());
        views.all().forEach(view -> view.log().onAppend(columns::appended));
        return columns;
    }

    @Bean
    SseMetrics sseMetrics(MeterRegistry registry, KnownColumns columns, UnfinishedRequests requests) {
        return new SseMetrics(registry, columns, requests);
    }

    @Bean
    StreamRequests streamRequests(Views views, KnownColumns columns) {
        return new StreamRequests(views, columns);
    }

    @Bean
    ServletRegistrationBean<SubscribeServlet> subscribeServlet(
            StreamRequests requests, Pumps pumps, Admission admission, Answers answers, ObjectProvider<Login> login) {
        var servlet =
                new SubscribeServlet(requests, pumps, admission, answers, login.getIfAvailable(() -> _ -> Access.OPEN));
        return new ServletRegistrationBean<>(servlet, "/subscribe", "/subscribe/*");
    }

    @Bean
    ServletRegistrationBean<ViewsServlet> viewsServlet(Views views, Answers answers, ObjectProvider<Login> login) {
        var servlet = new ViewsServlet(views, answers, login.getIfAvailable(() -> _ -> Access.OPEN));
        return new ServletRegistrationBean<>(servlet, "/views", "/views/");
    }

    @Bean
    ServletRegistrationBean<RowsServlet> rowsServlet(
            Views views, Answers answers, ObjectProvider<Login> login, KnownColumns columns, SseProperties properties) {
        var servlet = new RowsServlet(
                views,
                answers,
                login.getIfAvailable(() -> _ -> Access.OPEN),
                columns,
                properties.rowsMax(),
                properties.progressWait());
        return new ServletRegistrationBean<>(servlet, "/views/*");
    }
}
