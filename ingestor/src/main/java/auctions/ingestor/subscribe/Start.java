package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import java.util.Optional;

/**
 * Where a subscription starts.
 *
 * @param snapshot whether all rows as of that time come first; else only what changes after it
 * @param asOf the time; empty for one that the server chooses
 */
public record Start(boolean snapshot, Optional<MzTimestamp> asOf) {

    /** With a snapshot at a time that the server chooses. */
    public static Start withSnapshot() {
        return new Start(true, Optional.empty());
    }

    /** With a snapshot at a given time. */
    public static Start withSnapshotAt(MzTimestamp asOf) {
        return new Start(true, Optional.of(asOf));
    }

    /** With the changes after a given time. */
    public static Start after(MzTimestamp asOf) {
        return new Start(false, Optional.of(asOf));
    }

    @Override
    public String toString() {
        return (snapshot ? "with a snapshot" : "with changes")
                + asOf.map(" as of %s"::formatted).orElse("");
    }
}
