package auctions.gateway.sse;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Tomcat must do otherwise: keep next to nothing for each of many idle connections, and answer errors as the gateway does. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
    // Tomcat keeps one of each per connection, also after it gave the connection to us; 8 KB by default. What is read
    // goes past the first, unless little room is left for it; a response's head fits the second. TLS grows them as it
    // needs.
    private static final String READ_BUFFER_BYTES = "64";
    private static final String WRITE_BUFFER_BYTES = "512";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> manyConnections(SseProperties properties) {
        return factory -> factory.addConnectorCustomizers(connector -> tune(connector, properties));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> ownAnswers() {
        return factory -> {
            factory.setProtocol(GatewayProtocol.class.getName());
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
        };
    }

    private static void tune(Connector connector, SseProperties properties) {
        set(connector, "socket.appReadBufSize", READ_BUFFER_BYTES);
        set(connector, "socket.appWriteBufSize", WRITE_BUFFER_BYTES);
        set(connector, "socket.txBufSize", Long.toString(properties.sendBuffer().toBytes()));
    }

    private static void set(Connector connector, String name, String value) {
        if (!connector.setProperty(name, value)) {
            throw new IllegalStateException("this Tomcat does not know the connector property " + name);
        }
    }
}
