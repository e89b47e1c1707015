package auctions.gateway;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/** What the whole service shares: its clock, its end, its health and the metrics of topics and logs. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
    /**
     * A thread that must not end has ended: the process drains and ends, and whoever runs the gateway starts it anew. Going on
     * with half of the threads would leave subscribers with heartbeats and nothing else.
     */
    @Bean
    UncaughtExceptionHandler invariantBroken(ApplicationContext context) {
        return GatewayApplication.haltingWithoutMemory((thread, failure) -> {
            LoggerFactory.getLogger(GatewayApplication.class)
                    .atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(failure)
                    .log("broken invariant, ending the process");
            AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
            // Not on the broken thread, which the shutdown waits for.
            Thread.ofPlatform().name("exit").start(() -> System.exit(1));
        });
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Named {@code gateway} in health. */
    @Bean
    GatewayHealth gatewayHealthIndicator(Views views, Clock clock) {
        return new GatewayHealth(views, clock);
    }

    /** What {@code info} says besides the build: what is served, and how far it is complete. */
    @Bean
    InfoContributor servedViews(Views views) {
        return info -> info.withDetail(
                "views", views.all().stream().map(GatewayConfiguration::served).toList());
    }

    private static Map<String, String> served(View view) {
        var served = new LinkedHashMap<>(Map.of("name", view.name()));
        view.description().view().ifPresent(relation -> served.put("view", relation));
        view.log().frontier().ifPresent(frontier -> served.put("frontier", frontier.toString()));
        return served;
    }

    /** The page runs nothing but its own files. */
    @Bean
    Filter pageHeaders() {
        return (request, response, chain) -> {
            if (response instanceof HttpServletResponse page) {
                page.setHeader("Content-Security-Policy", "default-src 'self'");
                page.setHeader("X-Content-Type-Options", "nosniff");
                page.setHeader("Referrer-Policy", "no-referrer");
            }
            chain.doFilter(request, response);
        };
    }

    /** Without Spring's own filter, through which each stream would pass: nobody asks which request a thread answers. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContextFilter() {
        var registration = new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    GatewayMetrics gatewayMetrics(MeterRegistry registry, Views views, Clock clock) {
        return new GatewayMetrics(registry, views, clock);
    }
}
