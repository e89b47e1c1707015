package auctions.ingestor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the architecture tests of both modules ask of source files. */
public final class SourceFiles {

    /** What can be read at one sitting; a file that needs more has two subjects. */
    private static final int LINES_MAX = 300;

    private SourceFiles() {}

    /** The Java files below a folder that have more than 300 lines, with their lines. */
    public static Map<Path, Integer> tooLong(Path folder) throws IOException {
        var tooLong = new TreeMap<Path, Integer>();
        try (var files = Files.walk(folder)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > LINES_MAX) {
                    tooLong.put(file, lines);
                }
            }
        }
        return tooLong;
    }
}
