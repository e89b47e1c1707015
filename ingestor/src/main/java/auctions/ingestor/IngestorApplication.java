package auctions.ingestor;

import java.util.TimeZone;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ingestor as a process. */
@SpringBootApplication(proxyBeanMethods = false)
public class IngestorApplication {

    private static final int EXIT_CODE_OUT_OF_MEMORY = 3;

    /** Runs until stopped; ends with a non-zero code and one message when going on could not help. */
    static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(
                new OutOfMemory(() -> Runtime.getRuntime().halt(EXIT_CODE_OUT_OF_MEMORY)));
        // The driver tells its server the JVM's zone, and Materialize knows no other.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        var context = SpringApplication.run(IngestorApplication.class, args);
        if (context.getBean(IngestorRunner.class).end().join() instanceof IngestorState.Failed failed) {
            var frontier = context.getBean(IngestorStatus.class).frontier();
            LoggerFactory.getLogger(IngestorApplication.class)
                    .atError()
                    .addKeyValue("frontier", frontier.map(Object::toString).orElse("none"))
                    .log(failed.message());
            System.exit(SpringApplication.exit(context, () -> 1));
        }
    }
}
