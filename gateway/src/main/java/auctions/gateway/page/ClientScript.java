package auctions.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * The client as one file, for pages of others: the modules below {@code client/}, put together and made short. The page itself, and
 * npm, take the modules as they are.
 *
 * @param text a module that exports {@code subscribe} and imports nothing
 */
record ClientScript(String text) {
    private static final String EXPORTED = "subscribe";
    /** Each before those that import it. */
    private static final List<String> MODULES = List.of("rows", "fetchsource", "stream", "tabs", "client");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    static ClientScript read() throws IOException {
        var modules = new ArrayList<String>();
        for (var name : MODULES) {
            modules.add(new ClassPathResource("static/client/" + name + ".js").getContentAsString(UTF_8));
        }
        return new ClientScript(ScriptMinifier.minify(together(modules), EXPORTED));
    }

    private static String together(List<String> modules) {
        return modules.stream()
                .map(module -> IMPORT.matcher(module).replaceAll(""))
                .map(module -> EXPORT.matcher(module).replaceAll(""))
                .collect(joining("\n"));
    }
}
