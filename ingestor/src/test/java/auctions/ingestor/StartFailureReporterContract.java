package auctions.ingestor;

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

/** What holds for the reporter of each service: a start that fails is told in one line, and by nobody else. */
public abstract class StartFailureReporterContract {
    private final Class<?> application;
    private final FailureAnalysisReporter reporter;

    /**
     * For one service.
     *
     * @param application in whose name the reporter speaks
     */
    protected StartFailureReporterContract(Class<?> application, FailureAnalysisReporter reporter) {
        this.application = application;
        this.reporter = reporter;
    }

    @Test
    void tellsAFailedStartInOneLine() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(application);
        logger.addAppender(lines);

        reporter.report(new FailureAnalysis("A_PORT is 'abc',\n\n  but must be a number\n", "change it", null));
        reporter.report(new FailureAnalysis("no", null, null));

        logger.detachAppender(lines);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "could not start: A_PORT is 'abc', but must be a number; change it", "could not start: no");
    }

    @Test
    void speaksInPlaceOfSpringBootsOwn() throws IOException {
        var reporters = SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalysisReporter.class);
        var settings = new YamlPropertySourceLoader()
                .load("yml", new ClassPathResource("application.yml"))
                .getFirst();

        assertThat(reporters)
                .extracting(Object::getClass)
                .contains(reporter.getClass(), LoggingFailureAnalysisReporter.class);
        assertThat(settings.getProperty("logging.level." + LoggingFailureAnalysisReporter.class.getName()))
                .isEqualTo("off");
    }
}
