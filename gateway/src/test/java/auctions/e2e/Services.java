package auctions.e2e;

import java.util.ArrayList;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the services inside this JVM, each as its own jar would: with its own application.yml and an environment. */
final class Services {

    private Services() {}

    /** Starts a service with these variables, which win over the real environment. */
    static ConfigurableApplicationContext start(Class<?> service, Map<String, ?> environment) {
        var application = new SpringApplicationBuilder(service).registerShutdownHook(false);
        var arguments = new ArrayList<String>();
        environment.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--spring.config.location=" + configuration(service));
        return application.run(arguments.toArray(String[]::new));
    }

    /** The port that a service's web server got. */
    static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    // Both services have an application.yml on this class path.
    private static String configuration(Class<?> service) {
        var classes = service.getProtectionDomain().getCodeSource().getLocation();
        return classes.getPath().endsWith(".jar")
                ? "jar:" + classes + "!/application.yml"
                : classes + "application.yml";
    }
}
