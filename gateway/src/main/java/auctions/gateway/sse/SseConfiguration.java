package auctions.gateway.sse;

import auctions.gateway.fanout.FanoutLog;
import auctions.gateway.topic.TopicReader;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the log to browsers: pumps, the servlet before them, and what there is to measure. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SseProperties.class)
class SseConfiguration {
    // For jars, Kafka, the page, and those who are being turned away.
    private static final int FILES_RESERVED = 500;

    @Bean
    SubscriberRegistry subscriberRegistry(SseProperties properties) {
        return new SubscriberRegistry(Math.min(properties.subscribersMax(), connectionsMax()));
    }

    /** How many connections the process's limit of open files leaves room for; without room nobody could be turned away. */
    private static int connectionsMax() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.clamp(system.getMaxFileDescriptorCount() - FILES_RESERVED, 1, Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }

    @Bean
    Retries retries(SseProperties properties) {
        // Shared by threads, and never a secret: the plain generator does.
        RandomGenerator random = new Random();
        return new Retries(
                new ControlBlocks(properties.retry(), random), new ControlBlocks(properties.overloadRetry(), random));
    }

    @Bean
    Pumps pumps(
            FanoutLog log,
            TopicReader reader,
            SubscriberRegistry registry,
            SseProperties properties,
            UncaughtExceptionHandler invariantBroken) {
        var blocks = new ControlBlocks(properties.retry(), new Random());
        var pumps = IntStream.range(0, properties.pumpCount(Runtime.getRuntime().availableProcessors()))
                .mapToObj(_ -> new Pump(log, () -> reader.status().caughtUp(), registry, blocks, properties))
                .toList();
        var threads = Thread.ofPlatform()
                .name("pump-", 0)
                .uncaughtExceptionHandler(invariantBroken)
                .factory();
        var all = new Pumps(pumps, threads, registry, properties.drain());
        log.onAppend(all::appended);
        return all;
    }

    @Bean
    ServletRegistrationBean<SubscribeServlet> subscribeServlet(
            FanoutLog log, Pumps pumps, SubscriberRegistry registry, Retries retries, SseProperties properties) {
        var servlet = new SubscribeServlet(log, pumps, registry, new Cors(properties.corsOrigins()), retries);
        return new ServletRegistrationBean<>(servlet, "/subscribe", "/subscribe/");
    }

    @Bean
    MeterBinder subscriberMetrics(SubscriberRegistry registry) {
        return meters -> {
            Gauge.builder("gateway.subscribers", registry, SubscriberRegistry::subscribers)
                    .description("Connected now")
                    .register(meters);
            FunctionCounter.builder("gateway.deliveries", registry, SubscriberRegistry::deliveries)
                    .description("Writes to subscribers; one carries all that was pending")
                    .register(meters);
            FunctionCounter.builder("gateway.delivered", registry, SubscriberRegistry::bytes)
                    .baseUnit("bytes")
                    .description("What was written to subscribers")
                    .register(meters);
            for (var cause : Disconnect.values()) {
                FunctionCounter.builder("gateway.disconnects", registry, parted -> parted.disconnects(cause))
                        .tag("cause", cause.label())
                        .description("Streams ended or refused, by cause")
                        .register(meters);
            }
        };
    }
}
