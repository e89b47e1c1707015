package auctions.ingestor.kafka;

import net.jpountz.util.Native;
import org.slf4j.LoggerFactory;

/**
 * The native code of lz4. Loaded first, Kafka's clients use it. By itself the library loads it only where the class loader of the
 * class path has loaded the library; what would be used instead is slower, and Java 25 warns of it at run time.
 */
final class NativeCompression {

    private NativeCompression() {}

    /** Loads it, where the library has it for this system and may unpack it. */
    static void load() {
        try {
            Native.load();
        } catch (LinkageError | UnsupportedOperationException e) {
            LoggerFactory.getLogger(NativeCompression.class)
                    .atInfo()
                    .setCause(e)
                    .log("compressing without native code");
        }
    }
}
