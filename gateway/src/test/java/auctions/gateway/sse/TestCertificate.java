package auctions.gateway.sse;

import auctions.ingestor.TestKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key for TLS that the test made for itself, and clients that trust it. */
final class TestCertificate {
    private static final String NAME = "gateway";

    private final TestKeys keys;

    /** Makes a key in a folder. */
    TestCertificate(Path folder) throws IOException, InterruptedException {
        keys = new TestKeys(folder, NAME);
    }

    /** The properties of a gateway that shows this certificate, and its next ones. */
    String[] properties(String... more) {
        var bundle = "spring.ssl.bundle.jks.web.";
        var all = new ArrayList<>(List.of(
                "server.ssl.bundle=web",
                bundle + "keystore.location=" + keys.store(NAME).toUri(),
                bundle + "keystore.password=" + TestKeys.PASSWORD,
                bundle + "reload-on-update=true",
                "spring.ssl.bundle.watch.file.quiet-period=100ms"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Puts another in its place. */
    void renew() throws IOException, InterruptedException {
        keys.make(NAME);
    }

    /** What a client needs to trust it, as it is now. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keys.certificates());
        var context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers.getTrustManagers(), null);
        return context;
    }
}
