package auctions.gateway.log;

import java.nio.ByteBuffer;

/** Blocks of consecutive entries in one run of memory, by the indexes that the entries have in their segment. */
public interface Blocks {
    /** Another view of the memory, with a position of its own. */
    ByteBuffer window();

    /** Where a block begins in memory. */
    int blockStart(int at);

    /** Where a block ends in memory. */
    int blockEnd(int at);

    /** The block that holds this address in memory, among the blocks from one entry up to another; where a block ends, the next one begins. */
    int blockAt(int from, int to, int address);

    /** Copies part of the memory into the array. */
    void copy(int from, byte[] target, int length);
}
