package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;

/**
 * A frontier made durable with its batch: what the progress record says.
 *
 * @param frontier all updates at times strictly below are in the topic
 * @param nextOffset one past the last data record at a time below the frontier
 * @param since AS OF of the first snapshot ever written to this topic
 * @param snapshot AS OF of the last snapshot that the topic was compared with
 * @param epoch how often a writer has taken the topic over
 * @param unknownKeys whether keys were violated since the last difference, so that the topic may lack their changes
 * @param provenance what the records were made from
 */
public record Checkpoint(
        MzTimestamp frontier,
        long nextOffset,
        MzTimestamp since,
        MzTimestamp snapshot,
        long epoch,
        boolean unknownKeys,
        Provenance provenance) {

    /** The next one of the same writer: the frontier moves on, and with it what the topic holds. */
    Checkpoint at(MzTimestamp newFrontier, long newNextOffset, boolean nowUnknown) {
        return new Checkpoint(newFrontier, newNextOffset, since, snapshot, epoch, nowUnknown, provenance);
    }

    /** The same, in the hands of the next writer. */
    Checkpoint takenOver(Provenance now) {
        return new Checkpoint(frontier, nextOffset, since, snapshot, epoch + 1, unknownKeys, now);
    }
}
