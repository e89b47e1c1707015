package auctions.gateway;

import static org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes environment variables as whoever wrote them meant them: an empty or blank variable is not set, blanks and line ends around a
 * value do not belong to it, and <code>${…}</code> in a value is text.
 */
final class EnvironmentVariables implements EnvironmentPostProcessor {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var meant = new SystemEnvironmentPropertySource(
                SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, meant(environment.getSystemEnvironment()));
        environment.getPropertySources().replace(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, meant);
    }

    private static Map<String, Object> meant(Map<String, Object> variables) {
        var meant = new HashMap<String, Object>(Map.of("environment.dollar", "$", "environment.backslash", "\\"));
        variables.forEach((name, value) -> {
            var text = value.toString().strip();
            if (!text.isEmpty()) {
                meant.put(name, text.contains("${") ? literal(text) : text);
            }
        });
        return meant;
    }

    /** Spring reads placeholders and backslashes in a value; these two come to the characters themselves. */
    private static String literal(String text) {
        return text.chars()
                .mapToObj(character -> switch (character) {
                    case '$' -> "${environment.dollar}";
                    case '\\' -> "${environment.backslash}";
                    default -> Character.toString(character);
                })
                .collect(Collectors.joining());
    }
}
