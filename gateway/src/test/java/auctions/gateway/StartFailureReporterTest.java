package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** A start that fails is told in one line, and by nobody else. */
class StartFailureReporterTest {
    @Test
    void tellsAFailedStartInOneLine() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(GatewayApplication.class);
        logger.addAppender(lines);

        new StartFailureReporter()
                .report(new FailureAnalysis(
                        "GATEWAY_MANAGEMENT_PORT is 'abc',\n\n  but must be a number\n", "change it", null));
        new StartFailureReporter().report(new FailureAnalysis("no", null, null));

        logger.detachAppender(lines);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "could not start: GATEWAY_MANAGEMENT_PORT is 'abc', but must be a number; change it",
                        "could not start: no");
    }

    @Test
    void speaksInPlaceOfSpringBootsOwn() throws IOException {
        var reporters = SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalysisReporter.class);
        var settings = new YamlPropertySourceLoader()
                .load("yml", new ClassPathResource("application.yml"))
                .getFirst();

        assertThat(reporters)
                .extracting(Object::getClass)
                .contains(StartFailureReporter.class, LoggingFailureAnalysisReporter.class);
        assertThat(settings.getProperty("logging.level." + LoggingFailureAnalysisReporter.class.getName()))
                .isEqualTo("off");
    }
}
