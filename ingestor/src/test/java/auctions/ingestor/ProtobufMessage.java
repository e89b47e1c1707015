package auctions.ingestor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a message of Protocol Buffers by their numbers, for what a test needs to read without the message's definition. */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final List<Field> fields = new ArrayList<>();

    /** One field: a number, or bytes. */
    private record Field(int number, long value, byte[] bytes) {}

    ProtobufMessage(byte[] message) {
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var tag = (int) varint(in);
            fields.add(field(tag >>> 3, tag & 7, in));
        }
    }

    private static Field field(int number, int type, ByteBuffer in) {
        return switch (type) {
            case VARINT -> new Field(number, varint(in), new byte[0]);
            case FIXED64 -> new Field(number, in.getLong(), new byte[0]);
            case FIXED32 -> new Field(number, in.getInt(), new byte[0]);
            case BYTES -> {
                var bytes = new byte[(int) varint(in)];
                in.get(bytes);
                yield new Field(number, 0, bytes);
            }
            default -> throw new IllegalArgumentException("no such type of a field: " + type);
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            var next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private Stream<Field> fields(int number) {
        return fields.stream().filter(field -> field.number() == number);
    }

    boolean has(int number) {
        return fields(number).findAny().isPresent();
    }

    /** The messages inside of this one that a field has. */
    Stream<ProtobufMessage> messages(int number) {
        return fields(number).map(field -> new ProtobufMessage(field.bytes()));
    }

    /** A field that there is once. */
    String text(int number) {
        return new String(fields(number).findFirst().orElseThrow().bytes(), UTF_8);
    }

    /** A field that there is once. */
    long number(int number) {
        return fields(number).findFirst().orElseThrow().value();
    }

    /** The only field of an OpenTelemetry value, which is a text, a truth value or a number. */
    String onlyText() {
        var field = fields.getFirst();
        return switch (field.number()) {
            case 1 -> new String(field.bytes(), UTF_8);
            case 2 -> Boolean.toString(field.value() != 0);
            default -> Long.toString(field.value());
        };
    }
}
