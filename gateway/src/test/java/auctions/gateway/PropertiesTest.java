package auctions.gateway;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The variables of the gateway and their defaults, as design and example.env promise them. */
class PropertiesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):?([^}]*)}");

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
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
                        entry("KAFKA_TOPIC", "auction-winners"),
                        entry("GATEWAY_PORT", "8000"),
                        entry("GATEWAY_CORS_ORIGINS", ""),
                        entry("GATEWAY_AUTH_COOKIE", ""),
                        entry("GATEWAY_AUTH_FILTER", ""),
                        entry("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES", ""),
                        entry("SERVER_FORWARDHEADERSSTRATEGY", "none"),
                        entry("GATEWAY_MANAGEMENT_PORT", "8001"),
                        entry("GATEWAY_MANAGEMENT_ADDRESS", "localhost"),
                        entry("GATEWAY_STREAMS_MAX", "100000"),
                        entry("GATEWAY_STREAMS_PER_ADDRESS", "0"),
                        entry("GATEWAY_STREAMS_PER_SUBJECT", "1000"),
                        entry("GATEWAY_FILTERS_PER_STREAM", "100")));
    }

    @Test
    void listsEachPropertyWithItsDefault() throws Exception {
        var yml = new Binder(
                ConfigurationPropertySources.from(sources()), new PropertySourcesPlaceholdersResolver(List.of()));
        var none = new Binder(new MapConfigurationPropertySource());

        for (var properties : propertiesRecords()) {
            var prefix = properties.getAnnotation(ConfigurationProperties.class).value();
            for (var component : properties.getRecordComponents()) {
                var name = prefix + "." + dashed(component.getName());
                assertThat(yml.bind(name, String.class).isBound()).as(name).isTrue();
            }
            assertThat(yml.bindOrCreate(prefix, properties)).isEqualTo(none.bindOrCreate(prefix, properties));
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<Class<?>> propertiesRecords() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("auctions.gateway")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static List<String> values() throws Exception {
        var values = new ArrayList<String>();
        for (var source : sources()) {
            var all = (EnumerablePropertySource<?>) source;
            for (var name : all.getPropertyNames()) {
                values.add(String.valueOf(all.getProperty(name)));
            }
        }
        return values;
    }

    private static List<PropertySource<?>> sources() throws IOException {
        return new YamlPropertySourceLoader().load("yml", new ClassPathResource("application.yml"));
    }
}
