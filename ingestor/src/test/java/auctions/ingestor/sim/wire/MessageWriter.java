package auctions.ingestor.sim.wire;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes backend messages of protocol 3.0 into one big buffer. Owned by the session's thread. */
public final class MessageWriter {
    private static final int FLUSH_AT = 1 << 17;

    private final OutputStream out;
    private final WireGate gate;
    private byte[] bytes = new byte[FLUSH_AT + (1 << 14)];
    private int size;
    private int start;

    /** Writes to this stream, as far as the gate lets it. */
    public MessageWriter(OutputStream out, WireGate gate) {
        this.out = out;
        this.gate = gate;
    }

    /** Starts a message of this type. */
    public MessageWriter begin(char type) {
        int8(type);
        start = size;
        return int32(0);
    }

    /** Completes the message; full buffers leave by themselves. */
    public void end() {
        patch(start, size - start);
        if (size >= FLUSH_AT) {
            flush();
        }
    }

    /** Sends all complete messages. */
    public void flush() {
        if (size == 0) {
            return;
        }
        gate.pass();
        try {
            out.write(bytes, 0, size);
            out.flush();
        } catch (IOException _) {
            throw new ClientGone();
        }
        size = 0;
    }

    /** Sends a message of one part. */
    public void send(char type) {
        begin(type).end();
    }

    /** Adds a byte. */
    public MessageWriter int8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Adds two bytes. */
    public MessageWriter int16(int value) {
        return int8(value >> 8).int8(value);
    }

    /** Adds four bytes. */
    public MessageWriter int32(int value) {
        ensure(4);
        patch(size, value);
        size += 4;
        return this;
    }

    /** Adds eight bytes. */
    MessageWriter int64(long value) {
        return int32((int) (value >> 32)).int32((int) value);
    }

    /** Adds a part of an array. */
    MessageWriter raw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Adds an array. */
    MessageWriter raw(byte[] source) {
        return raw(source, 0, source.length);
    }

    /** Adds text without an end mark. */
    public MessageWriter text(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds text and a zero byte. */
    public MessageWriter cstring(String value) {
        return text(value).int8(0);
    }

    /** Writes a length to be known later; returns its place for {@link #close}. */
    public int open() {
        int32(0);
        return size;
    }

    /** Fills in the length of what was written since {@link #open}. */
    public void close(int place) {
        patch(place - 4, size - place);
    }

    private void patch(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** ErrorResponse; leaves at once. */
    public void error(SqlError error) {
        begin('E');
        fields(error.severity(), error.code(), error.message(), error.detail(), error.hint());
        if (error.position() > 0) {
            int8('P').cstring(Integer.toString(error.position()));
        }
        int8(0).end();
        flush();
    }

    /** NoticeResponse. */
    public void notice(Notice notice) {
        begin('N');
        fields(
                notice.severity(),
                notice.code(),
                notice.message(),
                notice.detail().orElse(null),
                notice.hint().orElse(null));
        int8(0).end();
    }

    private void fields(String severity, String code, String message, @Nullable String detail, @Nullable String hint) {
        int8('S').cstring(severity).int8('C').cstring(code).int8('M').cstring(message);
        Optional.ofNullable(detail).ifPresent(text -> int8('D').cstring(text));
        Optional.ofNullable(hint).ifPresent(text -> int8('H').cstring(text));
    }

    /** ParameterStatus. */
    public void parameterStatus(String name, String value) {
        begin('S').cstring(name).cstring(value).end();
    }

    /** RowDescription; one format for all columns, or one each. */
    public void rowDescription(List<Column> columns, int[] formats) {
        begin('T').int16(columns.size());
        for (var i = 0; i < columns.size(); i++) {
            var type = columns.get(i).type();
            var modifier = columns.get(i).name().equals("mz_timestamp") ? 2555908 : -1;
            cstring(columns.get(i).name())
                    .int32(0)
                    .int16(0)
                    .int32(type.oid())
                    .int16(type.length())
                    .int32(modifier)
                    .int16(RowEncoder.format(formats, i));
        }
        end();
    }

    /** CommandComplete. */
    public void complete(String tag) {
        begin('C').cstring(tag).end();
    }

    /** ReadyForQuery; leaves at once. */
    public void ready(char status) {
        begin('Z').int8(status).end();
        flush();
    }
}
