package auctions.gateway.fanout;

import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Segment;

/** Makes the blocks of entries that a stream shows otherwise than the log holds them. Owned by a pump. */
final class EntryEncoder {
    private static final int KEY_BYTES_AT_FIRST = 256;

    private final BlockEncoder encoder = new BlockEncoder();
    private byte[] key = new byte[KEY_BYTES_AT_FIRST];

    /** The block in the place of an entry's own, with the entry's id; good until the next. */
    BlockEncoder encode(Pick pick, Segment segment, int index, byte[] tagSuffix) {
        var entries = segment.index();
        switch (pick) {
            case PROGRESS_EVENT -> encoder.progressEvent(entries.timestamps[index], tagSuffix);
            case DELETION -> {
                var length = segment.keyLength(index);
                if (key.length < length) {
                    key = new byte[length];
                }
                segment.copyKey(index, key);
                encoder.delete(entries.timestamps[index], entries.offsets[index], tagSuffix, key, length);
            }
            case BLOCK, NOTHING, RESET -> throw new IllegalArgumentException(pick + " is not encoded");
        }
        return encoder;
    }
}
