package auctions.gateway.topic;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import net.jpountz.util.Native;
import org.apache.kafka.common.config.SslConfigs;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The readers, with Spring's {@code spring.kafka.*} for the way to the broker. Of Spring's own beans for Kafka, which a start would
 * wait for, nothing else is needed.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TopicProperties.class, KafkaProperties.class})
class TopicConfiguration {
    @Bean
    KafkaClients kafkaClients(TopicProperties properties, KafkaProperties kafka, SslBundles bundles) {
        decompressNatively();
        var consumer = kafka.buildConsumerProperties();
        var admin = kafka.buildAdminProperties();
        var bundle = kafka.getSsl().getBundle();
        if (bundle != null) {
            List.of(consumer, admin).forEach(options -> {
                options.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
                options.put(SslBundle.class.getName(), bundles.getBundle(bundle));
            });
        }
        return new KafkaClients(
                consumer,
                admin,
                properties.sliceRecordsMax(),
                properties.topics().size());
    }

    @Bean
    TopicReaders topicReaders(
            TopicProperties properties, KafkaClients clients, UncaughtExceptionHandler invariantBroken) {
        var threads =
                Thread.ofPlatform().uncaughtExceptionHandler(invariantBroken).factory();
        return new TopicReaders(properties, clients, threads);
    }

    /**
     * Loads lz4's native code, which Kafka's consumer then uses. Where another class loader than that of the class path has loaded the
     * library, it would otherwise use Java code that is slower and that Java 25 warns of.
     */
    private static void decompressNatively() {
        try {
            Native.load();
        } catch (LinkageError | UnsupportedOperationException e) {
            LoggerFactory.getLogger(TopicConfiguration.class).info("decompressing without native code", e);
        }
    }
}
