package auctions.gateway.pump;

import auctions.gateway.fanout.Views;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pumps and their threads, who is admitted, and what is counted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PumpProperties.class, AdmissionProperties.class})
class PumpConfiguration {
    // For jars, Kafka, the page, and browsers that are being turned away.
    private static final int FILES_RESERVED = 500;

    @Bean
    Admission admission(PumpProperties properties, AdmissionProperties limits) {
        return new Admission(
                Math.min(properties.subscribersMax(), connectionsMax()), properties.viewSubscribersMax(), limits);
    }

    /** How many connections the process's limit of open files leaves room for; without room nobody could be turned away. */
    private static int connectionsMax() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.clamp(system.getMaxFileDescriptorCount() - FILES_RESERVED, 1, Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }

    @Bean
    Deliveries deliveries() {
        return new Deliveries();
    }

    @Bean
    BufferMemory bufferMemory(PumpProperties properties) {
        return new BufferMemory(properties.buffers().toBytes());
    }

    @Bean
    PumpMetrics pumpMetrics(
            MeterRegistry registry, Views views, Admission admission, Deliveries deliveries, BufferMemory buffers) {
        return new PumpMetrics(registry, views, admission, deliveries, buffers);
    }

    @Bean
    Pumps pumps(
            Views views,
            Admission admission,
            Deliveries deliveries,
            BufferMemory buffers,
            PumpProperties properties,
            ObjectProvider<OpeningTrace> openings,
            UncaughtExceptionHandler invariantBroken) {
        var trace = openings.getIfAvailable(() -> OpeningTrace.OFF);
        int cores = Runtime.getRuntime().availableProcessors();
        var pumps = IntStream.range(0, properties.pumpsFor(cores))
                .mapToObj(_ -> new Pump(views, admission, deliveries, trace, properties))
                .toList();
        var threads = Thread.ofPlatform()
                .name("pump-", 0)
                .uncaughtExceptionHandler(invariantBroken)
                .factory();
        var all = new Pumps(pumps, threads, admission, buffers, properties);
        views.all().forEach(view -> view.log().onAppend(() -> all.appended(view)));
        return all;
    }
}
