package auctions.gateway;

import io.micrometer.tracing.Tracer;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * A span for each stream that is opened, sent by OTLP. Only where a collector is named; then OpenTelemetry starts, and not otherwise.
 * What Spring would trace by itself stays out: of Boot's tracing this is the sender alone, so nothing else makes a span, and no
 * context travels with requests or records.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(Collector.PREFIX + ".endpoint")
@Import({
    OpenTelemetrySdkAutoConfiguration.class,
    OpenTelemetryTracingAutoConfiguration.class,
    OtlpTracingAutoConfiguration.class
})
class TracingConfiguration {
    /** Runs before any bean is made. */
    @Bean
    static BeanFactoryPostProcessor collectorCheck(Environment environment) {
        return _ -> Binder.get(environment).bind(Collector.PREFIX, Collector.class);
    }

    @Bean
    OpeningSpans openingSpans(Tracer tracer, Clock clock) {
        return new OpeningSpans(tracer, clock);
    }
}
