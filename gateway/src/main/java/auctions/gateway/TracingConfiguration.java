package auctions.gateway;

import io.micrometer.tracing.Tracer;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A span for each stream that is opened, sent by OTLP. Only where a collector is named; then OpenTelemetry starts, and not otherwise.
 * What Spring would trace by itself stays out: of Boot's tracing this is the sender alone, so nothing else makes a span, and no
 * context travels with requests or records.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("management.opentelemetry.tracing.export.otlp.endpoint")
@Import({
    OpenTelemetrySdkAutoConfiguration.class,
    OpenTelemetryTracingAutoConfiguration.class,
    OtlpTracingAutoConfiguration.class
})
class TracingConfiguration {
    @Bean
    OpeningSpans openingSpans(Tracer tracer, Clock clock) {
        return new OpeningSpans(tracer, clock);
    }
}
