package auctions.gateway.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Direct memory for pages, taken in large pieces when it is needed first and then used again and again. Owned by a pump. */
final class PageMemory {
    /** About what a socket takes at once. */
    static final int PAGE_BYTES = 256 << 10;

    private static final int PIECE_BYTES = 4 * PAGE_BYTES;

    private final int piecesMax;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private int current;
    private int used;

    PageMemory(long bytesMax) {
        piecesMax = (int) Math.max(1, bytesMax / PIECE_BYTES);
    }

    /** Whether there is room for one more page. */
    boolean hasRoom() {
        return current < piecesMax - 1 || PIECE_BYTES - used >= PAGE_BYTES;
    }

    /** Room for one page. */
    ByteBuffer room() {
        if (PIECE_BYTES - used < PAGE_BYTES) {
            current++;
            used = 0;
        }
        if (current == pieces.size()) {
            pieces.add(ByteBuffer.allocateDirect(PIECE_BYTES));
        }
        return pieces.get(current).slice(used, PAGE_BYTES);
    }

    /** Keeps this much of the room given last; the rest of it is free. */
    void keep(int bytes) {
        used += Math.min(bytes, PAGE_BYTES);
    }

    /** Frees all. */
    void clear() {
        current = 0;
        used = 0;
    }
}
