package auctions.e2e.real;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes the servers that they share: the first class that asks starts them, JUnit ends them after the last one. Where there is
 * nothing to start, the classes are skipped and say why.
 */
final class SharedServers implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServers.class);

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        skipUnless(StartScript.named().isPresent() ? Optional.empty() : VendorImages.obstacle(), context);
    }

    /** Skips a class that wants what only the start script has. */
    static void skipWithoutStartScript(String what) {
        var reason = "SKIPPED: " + what + " needs a server of this machine, see -Dmaterialize.serve";
        if (StartScript.named().isEmpty()) {
            System.out.println(reason);
        }
        assumeTrue(StartScript.named().isPresent(), reason);
    }

    private static void skipUnless(Optional<String> obstacle, ExtensionContext context) {
        obstacle.ifPresent(reason -> System.out.println("SKIPPED: " + context.getDisplayName() + ", " + reason));
        assumeTrue(obstacle.isEmpty(), obstacle::toString);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Servers.class;
    }

    @Override
    public Servers resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Servers.class, _ -> Servers.start(), Servers.class);
    }
}
