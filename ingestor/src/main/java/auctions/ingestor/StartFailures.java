package auctions.ingestor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Says why the process cannot start in the words of README: the environment variable, its value, the rule, and what to do.
 * Which variable is meant by a property, application.yml says; other properties have Spring's own form of variable.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements FailureAnalyzer {
    private static final Pattern PROPERTY = Pattern.compile("(?:ingestor|management)(?:\\.[a-z-]+){2,}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");

    private final ConfigurableEnvironment environment;

    StartFailures(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return refused("server.port", "this port is in use by another process", failure);
            }
            if (cause instanceof BindException unbound) {
                return unbound(unbound, failure);
            }
        }
        return null;
    }

    private FailureAnalysis unbound(BindException unbound, Throwable failure) {
        var message = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(unbound).getMessage());
        var property = PROPERTY.matcher(message);
        if (property.find()) {
            return analysis(property.group(), property.replaceAll(found -> variable(found.group())), failure);
        }
        var rule = rule(unbound.getTarget().getType().resolve(Object.class));
        return refused(unbound.getName().toString(), "must be " + rule, failure);
    }

    private FailureAnalysis refused(String property, String rule, Throwable failure) {
        var description =
                "%s is '%s', but %s".formatted(variable(property), environment.getProperty(property, ""), rule);
        return analysis(property, description, failure);
    }

    private FailureAnalysis analysis(String property, String description, Throwable failure) {
        var byDefault = placeholder(property).map(found -> found.group(2)).filter(text -> !text.isEmpty());
        var action = "change " + variable(property)
                + byDefault
                        .map(text -> ", or leave it empty for its default, " + text)
                        .orElse("");
        return new FailureAnalysis(description, action, failure);
    }

    private static String rule(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" or "));
        }
        if (type == InetAddress.class) {
            return "a name or an address of this machine";
        }
        return type == Duration.class ? "a time such as 10s" : "a whole number";
    }

    private String variable(String property) {
        return placeholder(property)
                .map(found -> found.group(1))
                .orElseGet(() -> property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** The variable and the default that application.yml has for a property. */
    private Optional<MatchResult> placeholder(String property) {
        return environment.getPropertySources().stream()
                .flatMap(source -> Optional.ofNullable(source.getProperty(property)).stream())
                .flatMap(value -> PLACEHOLDER.matcher(value.toString()).results())
                .findFirst();
    }
}
