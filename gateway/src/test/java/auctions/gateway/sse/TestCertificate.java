package auctions.gateway.sse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key for TLS that the test made for itself, and clients that trust it. */
final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final Path store;

    /** Makes a key in a folder. */
    TestCertificate(Path folder) throws IOException, InterruptedException {
        store = folder.resolve("gateway.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var options =
                "-genkeypair -alias gateway -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12";
        var command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("keytool made no key");
        }
    }

    /** The properties of a gateway that shows this certificate. */
    String[] properties(String... more) {
        var all =
                new ArrayList<>(List.of("server.ssl.key-store=" + store, "server.ssl.key-store-password=" + PASSWORD));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What a client needs to trust it. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        var own = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            own.load(in, PASSWORD.toCharArray());
        }
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", own.getCertificate("gateway"));
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers.getTrustManagers(), null);
        return context;
    }
}
