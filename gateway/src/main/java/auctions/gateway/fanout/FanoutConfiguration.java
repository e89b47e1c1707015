package auctions.gateway.fanout;

import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.TopicReaders;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The views, each with its log, its reader and what opens its streams; and the one thread that compacts the logs. */
@EnableConfigurationProperties(FanoutProperties.class)
@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {
    @Bean
    Views views(TopicReaders readers, FanoutProperties properties) {
        var views = readers.topics().stream()
                .map(topic -> view(topic, readers, properties))
                .toList();
        return new Views(views, properties::scratch);
    }

    private static View view(String topic, TopicReaders readers, FanoutProperties properties) {
        var log = new TopicLog(properties.limits());
        var fanout = new Fanout(log, properties, InstantSource.system());
        return new View(readers.reader(topic, log), log, fanout, properties.newProjections());
    }

    /** Each log in its turn: a pass is short, and copies without holding up anybody. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService fanoutCompaction(
            Views views, FanoutProperties properties, UncaughtExceptionHandler invariantBroken) {
        var thread = Thread.ofPlatform().daemon().name("fanout-compaction").factory();
        var executor = Executors.newSingleThreadScheduledExecutor(thread);
        var millis = properties.compactionInterval().toMillis();
        for (var view : views.all()) {
            var _ = executor.scheduleWithFixedDelay(
                    () -> compact(view.log(), invariantBroken), millis, millis, TimeUnit.MILLISECONDS);
        }
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
