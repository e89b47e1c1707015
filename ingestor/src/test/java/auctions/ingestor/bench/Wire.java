package auctions.ingestor.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The server's side of one connection: backend messages of protocol 3.0. Any thread may write, one at a time. */
final class Wire {

    private final OutputStream out;

    Wire(OutputStream out) {
        this.out = out;
    }

    /** Sends messages that are encoded already, in one write. */
    void write(byte[]... messages) throws IOException {
        out.write(messages.length == 1 ? messages[0] : joined(messages));
    }

    /** One message. */
    static byte[] message(char type, byte[]... parts) {
        var content = joined(parts);
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putInt(4 + content.length)
                .put(content)
                .array();
    }

    /** CopyData with a row in COPY's text form. */
    static byte[] copyData(byte[] row) {
        return message('d', row);
    }

    /** DataRow with the cells of a row in COPY's text form that has no escapes but NULL. */
    static byte[] dataRow(byte[] row) {
        var cells = new String(row, 0, row.length - 1, US_ASCII).split("\t", -1);
        var content = ByteBuffer.allocate(2 + 4 * cells.length + row.length).putShort((short) cells.length);
        for (var cell : cells) {
            if (cell.equals("\\N")) {
                content.putInt(-1);
            } else {
                content.putInt(cell.length()).put(cell.getBytes(US_ASCII));
            }
        }
        return message('D', Arrays.copyOf(content.array(), content.position()));
    }

    /** CopyOutResponse: text. */
    static byte[] copyOut() {
        return message('H', new byte[1], int16(WinningBids.COLUMNS.size()), new byte[2 * WinningBids.COLUMNS.size()]);
    }

    /** RowDescription of a subscription to {@link WinningBids}. */
    static byte[] description() {
        var columns = WinningBids.COLUMNS.stream()
                .map(column -> joined(
                        cstring(column.name()), new byte[6], int32(column.oid()), int16(-1), int32(-1), int16(0)))
                .toArray(byte[][]::new);
        return message('T', int16(columns.length), joined(columns));
    }

    /** CommandComplete. */
    static byte[] complete(String tag) {
        return message('C', cstring(tag));
    }

    /** ReadyForQuery. */
    static byte[] ready(char status) {
        return message('Z', new byte[] {(byte) status});
    }

    /** ErrorResponse. */
    static byte[] error(String sqlState, String text) {
        return message('E', cstring("SERROR"), cstring('C' + sqlState), cstring('M' + text), new byte[1]);
    }

    /** ParameterStatus. */
    static byte[] parameter(String name, String value) {
        return message('S', cstring(name), cstring(value));
    }

    static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] int16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] cstring(String text) {
        return (text + '\0').getBytes(US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        var joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (var part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
