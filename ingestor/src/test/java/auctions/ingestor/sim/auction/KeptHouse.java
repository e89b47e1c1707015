package auctions.ingestor.sim.auction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A file that outlives the server and says when its auction house was opened. A house that is opened as of that time makes
 * the same rows at the same times, so the file has to keep nothing else.
 */
public record KeptHouse(Path file) {
    /**
     * When a house was opened.
     *
     * @param millis of the wall clock
     * @param tick of its generator
     */
    public record Opening(long millis, Duration tick) {}

    /** The house that is open, as far as the file knows. */
    Optional<Opening> opening() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var words = Files.readString(file).strip().split(" ");
            return Optional.of(new Opening(Long.parseLong(words[0]), Duration.parse(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read since when there is an auction house from " + file, e);
        }
    }

    /** A house has been opened. */
    void opened(Opening opening) {
        try {
            Files.writeString(file, opening.millis() + " " + opening.tick() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("could not write since when there is an auction house to " + file, e);
        }
    }

    /** The house is gone. */
    void closed() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("could not forget the auction house in " + file, e);
        }
    }
}
