package auctions.gateway.fanout;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log as a bean, and the one thread that compacts it. */
@EnableConfigurationProperties(FanoutProperties.class)
@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {
    private static final Logger LOGGER = LoggerFactory.getLogger(FanoutConfiguration.class);

    @Bean
    FanoutLog fanoutLog(FanoutProperties properties) {
        return new FanoutLog(properties, InstantSource.system());
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService fanoutCompaction(FanoutLog log, FanoutProperties properties) {
        var thread = Thread.ofPlatform().daemon().name("fanout-compaction").factory();
        var executor = Executors.newSingleThreadScheduledExecutor(thread);
        var millis = properties.compactionInterval().toMillis();
        var _ = executor.scheduleWithFixedDelay(() -> compact(log), millis, millis, TimeUnit.MILLISECONDS);
        return executor;
    }

    /** A pass that fails leaves the log as it was; the executor would forget the error and never come back. */
    private static void compact(FanoutLog log) {
        try {
            log.compact();
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("could not compact log");
        }
    }
}
