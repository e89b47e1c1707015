package auctions.gateway.fanout;

import auctions.gateway.log.Generation;

/**
 * The log as a stream finds it when it begins.
 *
 * @param generation the log
 * @param droppedUntil the sequence of the newest deletion that was dropped before the stream began. Read before anything
 *     else, so that the cursor notices what is dropped later.
 */
record LogView(Generation generation, long droppedUntil) {

    static LogView of(Generation generation) {
        return new LogView(generation, generation.oldestResumable().sequence());
    }
}
