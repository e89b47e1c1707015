package auctions.ingestor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** Keys for TLS that the tests make for themselves, each in a store of its own with a certificate that it signed itself. */
public final class TestKeys {
    /** Of every store and every key. */
    public static final String PASSWORD = "changeit";

    private final Path folder;

    private final List<String> names = new ArrayList<>();

    /** Makes a key for each of these names of servers on this machine or of users. */
    public TestKeys(Path folder, String... names) throws IOException, InterruptedException {
        this.folder = folder;
        for (var name : names) {
            make(name);
        }
    }

    /** Makes a key, which takes the place of another of the same name at once. */
    public void make(String name) throws IOException, InterruptedException {
        var made = folder.resolve(name + ".new");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var options = "-genkeypair -alias key -keyalg EC -ext san=dns:localhost -storetype PKCS12 -dname CN=" + name;
        var command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", made.toString()));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("keytool made no key");
        }
        Files.move(made, store(name), StandardCopyOption.ATOMIC_MOVE);
        names.add(name);
    }

    /** Where the key of this name is, with its certificate. */
    public Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    /** The certificates of all names, for whoever is to trust them. */
    public KeyStore certificates() throws GeneralSecurityException, IOException {
        var all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        for (var name : names) {
            all.setCertificateEntry(name, open(store(name)).getCertificate("key"));
        }
        return all;
    }

    /** A file of the certificates of all names. */
    public Path trustStore() throws GeneralSecurityException, IOException {
        var file = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(file)) {
            certificates().store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static KeyStore open(Path store) throws GeneralSecurityException, IOException {
        var opened = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }
}
