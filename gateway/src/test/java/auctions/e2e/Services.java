package auctions.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the services inside this JVM, each as its own jar would: with its own application.yml and an environment. */
public final class Services {

    private Services() {}

    /** Spring Security is on the gateway's class path, and not on an ingestor's; it would guard the ingestor's probes. */
    @EnableAutoConfiguration(
            exclude = {
                SecurityAutoConfiguration.class,
                UserDetailsServiceAutoConfiguration.class,
                ServletWebSecurityAutoConfiguration.class,
                SecurityFilterAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class
            })
    private static final class WithoutSecurity {}

    /** The variables of a pipeline from a database without TLS to a topic, with free ports; the caller's to change. */
    public static Map<String, Object> environment(String host, int port, String bootstrap, String topic) {
        return new HashMap<>(Map.of(
                "MZ_HOST",
                host,
                "MZ_PORT",
                port,
                "MZ_SSLMODE",
                "disable",
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrap,
                "KAFKA_TOPIC",
                topic,
                "GATEWAY_PORT",
                0,
                "GATEWAY_MANAGEMENT_PORT",
                0,
                "INGESTOR_MANAGEMENT_PORT",
                0));
    }

    /** Starts a service with these variables, which win over the real environment. */
    public static ConfigurableApplicationContext start(Class<?> service, Map<String, ?> environment) {
        var application = new SpringApplicationBuilder(service, WithoutSecurity.class).registerShutdownHook(false);
        return application.run(arguments(service, environment).toArray(String[]::new));
    }

    /** What its main class is given so that it has these variables. */
    static List<String> arguments(Class<?> service, Map<String, ?> environment) {
        var arguments = new ArrayList<String>();
        environment.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--spring.config.location=" + configuration(service));
        return arguments;
    }

    /** The port that a service's web server got. */
    public static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Waits until a service says that it is ready. */
    public static void awaitReady(ConfigurableApplicationContext service) {
        await("readiness").atMost(Duration.ofSeconds(60)).until(() -> readiness(service) == 200);
    }

    /** The status that a service's readiness probe gets. */
    public static int readiness(ConfigurableApplicationContext service) throws IOException, InterruptedException {
        int port = service.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        var probe = URI.create("http://localhost:" + port + "/actuator/health/readiness");
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(probe).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    // Both services have an application.yml on this class path.
    private static String configuration(Class<?> service) {
        var classes = service.getProtectionDomain().getCodeSource().getLocation();
        return classes.getPath().endsWith(".jar")
                ? "jar:" + classes + "!/application.yml"
                : classes + "application.yml";
    }
}
