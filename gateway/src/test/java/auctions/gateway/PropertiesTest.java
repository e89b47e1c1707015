package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/** The variables of the gateway and their defaults, as design and example.env promise them. */
class PropertiesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):?([^}]*)}");

    @Test
    void namesEachVariableWithItsDefault() throws Exception {
        var defaults = new TreeMap<String, String>();
        for (var value : values()) {
            var variable = VARIABLE.matcher(value);
            while (variable.find()) {
                defaults.put(variable.group(1), variable.group(2));
            }
        }

        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "localhost:9092",
                        "KAFKA_TOPIC", "auction-winners",
                        "GATEWAY_PORT", "8000",
                        "GATEWAY_CORS_ORIGINS", "",
                        "GATEWAY_MANAGEMENT_PORT", "8001"));
    }

    private static List<String> values() throws Exception {
        var values = new ArrayList<String>();
        for (var source : new YamlPropertySourceLoader().load("yml", new ClassPathResource("application.yml"))) {
            var all = (EnumerablePropertySource<?>) source;
            for (var name : all.getPropertyNames()) {
                values.add(String.valueOf(all.getProperty(name)));
            }
        }
        return values;
    }
}
