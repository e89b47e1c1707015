package auctions.gateway;

import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The management's port: a second connector of the one web server. Spring's own would be a second server in a second
 * application context, which a start would wait for.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementProperties.class)
class ManagementConfiguration {
    // Probes and scrapers, which never wait for each other.
    private static final int THREADS_MAX = 4;

    @Bean
    Connector managementConnector(ManagementProperties properties) {
        var connector = new Connector();
        connector.setPort(properties.port());
        connector.setThrowOnFailure(true);
        set(connector, "address", properties.address().getHostAddress());
        set(connector, "maxThreads", Integer.toString(THREADS_MAX));
        set(connector, "minSpareThreads", "1");
        return connector;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementPort(
            Connector managementConnector, WebEndpointProperties endpoints) {
        return factory -> {
            factory.addAdditionalConnectors(managementConnector);
            factory.addContextValves(new ManagementValve(managementConnector, endpoints.getBasePath()));
        };
    }

    /** By the name that Spring gives the port of a management server of its own. */
    @Bean
    ApplicationListener<WebServerInitializedEvent> managementPortName(
            Connector managementConnector, ConfigurableEnvironment environment) {
        return _ -> environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "management", Map.of("local.management.port", managementConnector.getLocalPort())));
    }

    private static void set(Connector connector, String name, String value) {
        if (!connector.setProperty(name, value)) {
            throw new IllegalStateException("this Tomcat does not know the connector property " + name);
        }
    }
}
