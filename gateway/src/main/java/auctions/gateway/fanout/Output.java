package auctions.gateway.fanout;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a cursor's bytes go: a non-blocking socket, a servlet's output, a test's memory. Called by the cursor's pump. */
@FunctionalInterface
public interface Output {

    /**
     * Takes as many bytes as it can without waiting, moving the position by as much. The bytes are shared, and
     * they are only good until the return.
     *
     * @return the number of bytes taken; fewer than remain means: not now
     * @throws IOException if the other side is gone
     */
    int write(ByteBuffer bytes) throws IOException;
}
