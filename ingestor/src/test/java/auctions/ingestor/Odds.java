package auctions.ingestor;

import java.util.SplittableRandom;

/**
 * What can happen in one world of {@link IngestorSimulation}.
 *
 * @param ambiguous two rows may have one key
 * @param forgets the database may forget its history
 * @param redefines the view may be made anew with another definition
 * @param restores the database may be restored from a backup, or the view may move to another environment
 * @param stops a key violation ends the process; else the change is a dead letter
 * @param compacts the broker compacts the topic
 * @param crash at one in so many requests the process dies; 0 for never
 */
record Odds(
        boolean ambiguous,
        boolean forgets,
        boolean redefines,
        boolean restores,
        boolean stops,
        boolean compacts,
        int crash) {

    static Odds draw(SplittableRandom random) {
        boolean ambiguous = random.nextInt(4) == 0;
        return new Odds(
                ambiguous,
                random.nextInt(3) == 0,
                random.nextInt(5) == 0,
                random.nextInt(4) == 0,
                ambiguous && random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0 ? 0 : 50 + random.nextInt(500));
    }
}
