package auctions.ingestor.subscribe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a password and nothing else, but for a line end. It is read for each login, so that it may change. */
final class PasswordFile {

    private PasswordFile() {}

    /** The password that the file holds now. */
    static String read(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.UTF_8).replaceFirst("\\r?\\n?$", "");
    }
}
