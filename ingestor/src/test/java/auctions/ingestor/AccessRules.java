package auctions.ingestor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** The table of access rules in OPERATING.md, as rules that a broker takes. */
public final class AccessRules {
    private static final Path TABLE = Path.of("../.compose/OPERATING.md");
    private static final Pattern NAME = Pattern.compile("`<topic>([^`]*)`");

    private AccessRules() {}

    /** All that the table gives to a service, as rights of the user of the same name. */
    public static List<AclBinding> of(String service, String topic) throws IOException {
        var rules = new ArrayList<AclBinding>();
        for (var line : Files.readAllLines(TABLE)) {
            var cells = line.split(" *\\| *");
            if (cells.length == 4 && cells[1].equals(service)) {
                rules.addAll(rules(service, topic, cells[2], cells[3]));
            }
        }
        return rules;
    }

    private static List<AclBinding> rules(String user, String topic, String resources, String operations) {
        var type = Arrays.stream(ResourceType.values())
                .filter(each -> resources.startsWith(
                        each.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .findFirst()
                .orElseThrow();
        return NAME.matcher(resources)
                .results()
                .map(found -> new ResourcePattern(type, topic + found.group(1), PatternType.LITERAL))
                .flatMap(resource -> Arrays.stream(operations.split(", "))
                        .map(SecurityUtils::operation)
                        .map(operation -> new AclBinding(resource, entry(user, operation))))
                .toList();
    }

    private static AccessControlEntry entry(String user, AclOperation operation) {
        return new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
    }
}
