package auctions.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Explains a start that fails to whoever set the environment: by the variable that application.yml fills a property from, or by
 * Spring's own form of variable, never by the property.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures extends AbstractFailureAnalyzer<RuntimeException> {
    private static final Pattern RULE =
            Pattern.compile("((?:gateway|management)(?:\\.[a-z-]+){2,})( is '.*', but .*)", Pattern.DOTALL);
    private static final Pattern FILLED = Pattern.compile("\\$\\{([A-Z0-9_]+):.*}");
    private static final List<String> PORTS = List.of("gateway.management.port", "server.port");

    private final ConfigurableEnvironment environment;

    StartFailures(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, RuntimeException outermost) {
        var unbound = findCause(failure, BindException.class);
        if (unbound != null) {
            return explain(failure, unbound(unbound));
        }
        var taken = findCause(failure, PortInUseException.class);
        return taken == null ? null : explain(failure, taken(taken.getPort()));
    }

    private static FailureAnalysis explain(Throwable failure, String sentence) {
        return new FailureAnalysis(
                sentence,
                "change " + sentence.replaceFirst(" .*", "") + ": README has each variable's meaning",
                failure);
    }

    private String taken(int port) {
        var property = PORTS.stream()
                .filter(name -> Integer.toString(port).equals(environment.getProperty(name)))
                .findFirst()
                .orElse("server.port");
        return "%s is '%d', but this port is in use by another process".formatted(variable(property), port);
    }

    private String unbound(BindException failure) {
        var rule = RULE.matcher(String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage()));
        if (rule.matches()) {
            return variable(rule.group(1)) + rule.group(2);
        }
        var property = failure.getName().toString();
        return "%s is '%s', but must be %s"
                .formatted(
                        variable(property),
                        environment.getProperty(property, ""),
                        expected(failure.getTarget().getType().resolve(Object.class)));
    }

    private static String expected(Class<?> type) {
        if (type == DataSize.class) {
            return "a size, such as 4MB";
        }
        if (type == InetAddress.class) {
            return "a name or an address of this machine";
        }
        return type == Duration.class ? "a time, such as 10s" : "a whole number";
    }

    private String variable(String property) {
        for (var source : environment.getPropertySources()) {
            var filled = FILLED.matcher(String.valueOf(source.getProperty(property)));
            if (filled.matches()) {
                return filled.group(1);
            }
        }
        return property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }
}
