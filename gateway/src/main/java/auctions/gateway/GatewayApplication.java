package auctions.gateway;

import java.lang.Thread.UncaughtExceptionHandler;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * The gateway as a process. Without Spring's error page, which would try to answer in streams that their subscribers broke off, and
 * without what Spring Security starts by itself: the login brings in what it needs.
 */
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {
            ErrorMvcAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class
        })
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
