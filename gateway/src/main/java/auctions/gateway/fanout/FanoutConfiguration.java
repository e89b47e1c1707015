package auctions.gateway.fanout;

import auctions.gateway.log.TopicLog;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log and its subscribers' places, and the one thread that compacts. */
@EnableConfigurationProperties(FanoutProperties.class)
@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {
    @Bean
    TopicLog topicLog(FanoutProperties properties) {
        return new TopicLog(properties.limits());
    }

    @Bean
    Fanout fanout(TopicLog log, FanoutProperties properties) {
        return new Fanout(log, properties, InstantSource.system());
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService fanoutCompaction(
            TopicLog log, FanoutProperties properties, UncaughtExceptionHandler invariantBroken) {
        var thread = Thread.ofPlatform().daemon().name("fanout-compaction").factory();
        var executor = Executors.newSingleThreadScheduledExecutor(thread);
        var millis = properties.compactionInterval().toMillis();
        var _ = executor.scheduleWithFixedDelay(
                () -> compact(log, invariantBroken), millis, millis, TimeUnit.MILLISECONDS);
        return executor;
    }

    /** The executor would forget a failure and never come back, and memory would grow. */
    private static void compact(TopicLog log, UncaughtExceptionHandler invariantBroken) {
        try {
            log.compact();
        } catch (RuntimeException | Error e) {
            invariantBroken.uncaughtException(Thread.currentThread(), e);
            throw e;
        }
    }
}
