package auctions.gateway.sse;

import auctions.gateway.pump.Pumps;
import java.time.Duration;
import java.util.Objects;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http2.Http2Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What Tomcat must do otherwise: keep next to nothing for each of many idle connections, and answer errors as the gateway does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestProperties.class)
class TomcatConfiguration {
    // Tomcat keeps one of each per connection, also after it gave the connection to us; 8 KB by default. What is read
    // goes past the first, unless little room is left for it; a response's head fits the second. TLS grows them as it
    // needs.
    private static final String READ_BUFFER_BYTES = "64";
    private static final String WRITE_BUFFER_BYTES = "512";

    // What the container waits longer than the pump for a peer: the pump is to say that a subscriber took nothing.
    private static final Duration WRITE_TIMEOUT_MARGIN = Duration.ofSeconds(5);

    // Where server.tomcat.connection-timeout says nothing.
    private static final Duration REQUEST_TIME_MAX = Duration.ofSeconds(10);

    @Bean
    UnfinishedRequests unfinishedRequests(RequestProperties limits, TomcatServerProperties tomcat) {
        var proxies = TrustedProxies.of(
                tomcat.getRemoteip().getInternalProxies(),
                Objects.requireNonNullElse(tomcat.getRemoteip().getTrustedProxies(), ""));
        return new UnfinishedRequests(
                limits, Objects.requireNonNullElse(tomcat.getConnectionTimeout(), REQUEST_TIME_MAX), proxies);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(
            SseProperties properties, UnfinishedRequests requests, Pumps pumps, Environment environment) {
        return factory -> {
            factory.setProtocol(GatewayProtocol.class.getName());
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
            factory.setHttp2(http2(factory.getSsl(), environment));
            factory.addConnectorCustomizers(
                    connector -> tune(connector, properties),
                    connector -> limit(connector, requests),
                    connector ->
                            neverWaitInThePump(connector, pumps.writeTimeout().plus(WRITE_TIMEOUT_MARGIN)));
        };
    }

    /** HTTP/2 comes with TLS; without TLS, which browsers do not speak, only if Boot's own property asks for it. */
    private static Http2 http2(@Nullable Ssl ssl, Environment environment) {
        var http2 = new Http2();
        http2.setEnabled(environment.getProperty("server.http2.enabled", Boolean.class, Ssl.isEnabled(ssl)));
        return http2;
    }

    private static void limit(Connector connector, UnfinishedRequests requests) {
        if (connector.getProtocolHandler() instanceof GatewayProtocol protocol) {
            protocol.limit(requests);
        }
    }

    private static void tune(Connector connector, SseProperties properties) {
        set(connector, "socket.appReadBufSize", READ_BUFFER_BYTES);
        set(connector, "socket.appWriteBufSize", WRITE_BUFFER_BYTES);
        set(connector, "socket.txBufSize", Long.toString(properties.sendBuffer().toBytes()));
    }

    /** A stream that the container keeps has a thread that waits for its peer: a virtual one, of which there is no shortage. */
    private static void neverWaitInThePump(Connector connector, Duration writeTimeout) {
        // Tomcat's own executor starts threads by reflection, and each copies the thread locals of its maker.
        var threads = Thread.ofVirtual()
                .name("http-", 0)
                .inheritInheritableThreadLocals(false)
                .factory();
        connector
                .getProtocolHandler()
                .setExecutor(task -> threads.newThread(task).start());
        // Writes that go on after their call returns would outlive the stream that they are of.
        set(connector, "useAsyncIO", "false");
        if (connector.getProtocolHandler() instanceof GatewayProtocol protocol) {
            protocol.setWriteTimeout(writeTimeout);
        }
        for (var upgrade : connector.findUpgradeProtocols()) {
            if (upgrade instanceof Http2Protocol http2) {
                http2.setWriteTimeout(writeTimeout.toMillis());
                http2.setStreamWriteTimeout(writeTimeout.toMillis());
                // Each stream keeps its thread for its whole life: else the twenty-first would wait for the end of
                // another.
                http2.setMaxConcurrentStreamExecution(Math.toIntExact(http2.getMaxConcurrentStreams()));
            }
        }
    }

    private static void set(Connector connector, String name, String value) {
        if (!connector.setProperty(name, value)) {
            throw new IllegalStateException("this Tomcat does not know the connector property " + name);
        }
    }
}
