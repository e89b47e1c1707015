package auctions.ingestor.kafka;

import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the clients of Kafka. Of Spring's own part for Kafka only the properties are in use; its beans would be made for nothing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TopicProperties.class, KafkaProperties.class})
class KafkaConfiguration {

    @Bean
    KafkaOptions kafkaOptions(KafkaProperties kafka, SslBundles bundles, TopicProperties topics) {
        return new KafkaOptions(kafka, tls(kafka.getSsl().getBundle(), bundles), topics);
    }

    /** The options by which a client takes its keys and certificates from one of Spring's bundles. */
    private static Map<String, Object> tls(@Nullable String bundle, SslBundles bundles) {
        return bundle == null
                ? Map.of()
                : Map.of(
                        SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG,
                        SslBundleSslEngineFactory.class,
                        SslBundle.class.getName(),
                        bundles.getBundle(bundle));
    }

    @Bean(destroyMethod = "") // the loop's thread owns it and closes it
    Broker broker(KafkaOptions options, TopicProperties topics) {
        NativeCompression.load();
        return new KafkaBroker(options, topics);
    }
}
