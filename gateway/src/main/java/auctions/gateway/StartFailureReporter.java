package auctions.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells in one line why the gateway does not start. Spring Boot's own reporter, which writes ten, is off in application.yml. */
final class StartFailureReporter implements FailureAnalysisReporter {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayApplication.class);

    @Override
    public void report(FailureAnalysis analysis) {
        var action = analysis.getAction();
        var sentence =
                "could not start: " + analysis.getDescription().strip() + (action == null ? "" : "; " + action.strip());
        LOG.atError().log(sentence.replaceAll("\\s*\\R\\s*", " "));
    }
}
