package auctions.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The page's files, and a version that changes with any of them, and with what is made of some of them.
 *
 * @param version the first digits of a hash over all files and the client; browsers ask for them below a folder of this name
 * @param index {@code index.html}, whose links go to that folder
 */
record PageFiles(String version, String index) {
    /** Where the files lie in the jar. */
    static final String LOCATION = "classpath:/static/";

    private static final int VERSION_BYTES = 6;

    /** The same as an entity tag: a weak one, because Tomcat compresses nothing that has a strong one. */
    String eTag() {
        return "W/\"" + version + "\"";
    }

    /** Reads all of them once; another gateway may make another client of the same files. */
    static PageFiles read(ClientScript client) throws IOException {
        var files = new PathMatchingResourcePatternResolver().getResources(LOCATION + "**/*.*");
        var version = versionOf(files, client);
        var index = new PathMatchingResourcePatternResolver().getResource(LOCATION + "index.html");
        return new PageFiles(version, linkedTo(version, index.getContentAsString(UTF_8)));
    }

    private static String versionOf(Resource[] files, ClientScript client) throws IOException {
        var digest = sha256();
        digest.update(client.text().getBytes(UTF_8));
        var inOrder = Arrays.stream(files)
                .filter(Resource::isReadable)
                .sorted(Comparator.comparing(Resource::getDescription))
                .toList();
        for (var file : inOrder) {
            digest.update(String.valueOf(file.getFilename()).getBytes(UTF_8));
            digest.update(file.getContentAsByteArray());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }

    // Links of the page are relative and go to a folder or an icon; the skip link and the stream are left alone.
    private static String linkedTo(String version, String index) {
        return index.replaceAll("(href|src)=\"((?:css|js)/|[a-z]+\\.svg)", "$1=\"" + version + "/$2");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
