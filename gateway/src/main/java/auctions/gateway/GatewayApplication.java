package auctions.gateway;

import java.lang.Thread.UncaughtExceptionHandler;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The gateway as a process. What Spring Boot configures is listed in {@code META-INF/spring/auctions.gateway.GatewayApplication.imports}: without
 * its error page, which would try to answer in streams that their subscribers broke off, and without what Spring Security and
 * OpenTelemetry start by themselves: login and tracing bring in what they need.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration
@ComponentScan
public class GatewayApplication {

    private static final int EXIT_CODE_OUT_OF_MEMORY = 3;

    static void main(String[] args) {
        var log = LoggerFactory.getLogger(GatewayApplication.class);
        Thread.setDefaultUncaughtExceptionHandler(haltingWithoutMemory((thread, failure) -> log.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(failure)
                .log("thread has ended by an exception")));
        var application = new SpringApplication(GatewayApplication.class);
        application.addListeners(new StartMemory());
        application.run(args);
    }

    /** This handler, but for a lack of memory, which it might not survive. */
    static UncaughtExceptionHandler haltingWithoutMemory(UncaughtExceptionHandler handler) {
        return new OutOfMemory(handler, () -> Runtime.getRuntime().halt(EXIT_CODE_OUT_OF_MEMORY));
    }
}
