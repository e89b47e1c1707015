package auctions.gateway.fanout;

import java.io.IOException;

/** What has to go out before a cursor goes on: the rest of a block that the output cut, or a block of the stream's own. */
final class Unsent {
    /** Nothing. */
    static final Unsent NOTHING = new Unsent(new byte[0], false);

    private final byte[] bytes;

    // Touched by the pump that owns the cursor.
    private int from;
    private boolean insideBlock;

    private Unsent(byte[] bytes, boolean insideBlock) {
        this.bytes = bytes;
        this.insideBlock = insideBlock;
    }

    /** The rest of a block that is partly out. */
    static Unsent rest(byte[] rest) {
        return rest.length == 0 ? NOTHING : new Unsent(rest, true);
    }

    /** Whole blocks. */
    static Unsent blocks(byte[] blocks) {
        return blocks.length == 0 ? NOTHING : new Unsent(blocks, false);
    }

    boolean isEmpty() {
        return from == bytes.length;
    }

    /** Whether the output has a part of a block. */
    boolean isInsideBlock() {
        return insideBlock && !isEmpty();
    }

    /** Goes on writing; false if the output took nothing more and bytes are left. */
    boolean write(Output output, GatheringWriter writer) throws IOException {
        while (from < bytes.length) {
            var taken = writer.write(output, bytes, from);
            from += taken;
            insideBlock |= taken > 0;
            if (taken == 0) {
                return false;
            }
        }
        return true;
    }
}
