package auctions.ingestor;

import static org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The environment as it was meant: variables that are empty or blank are not set, what surrounds a value (blanks, line ends of a
 * file written elsewhere) is dropped, and Spring does not look for placeholders inside a value. A password may begin or end with a
 * blank: it loses one line end at its end and nothing else.
 */
final class EnvironmentVariables implements EnvironmentPostProcessor {
    private static final String PASSWORD = "MZ_PASSWORD";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var values = environment.getSystemEnvironment().keySet().stream()
                .filter(Predicate.not(name -> value(environment, name).isBlank()))
                .collect(Collectors.<String, String, Object>toMap(
                        name -> name, name -> literal(value(environment, name))));
        values.put("environment.dollar", "$");
        values.put("environment.backslash", "\\");
        environment
                .getPropertySources()
                .replace(
                        SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, values));
    }

    private static String value(ConfigurableEnvironment environment, String name) {
        var text = String.valueOf(environment.getSystemEnvironment().get(name));
        return name.equals(PASSWORD) ? text.replaceFirst("\\r?\\n?$", "") : text.strip();
    }

    /** In which Spring finds no placeholder and no escape but these two, which stand for themselves. */
    private static String literal(String text) {
        return text.contains("${")
                ? Pattern.compile("[$\\\\]")
                        .matcher(text)
                        .replaceAll(found ->
                                found.group().equals("$") ? "\\${environment.dollar}" : "\\${environment.backslash}")
                : text;
    }
}
