package auctions.ingestor.sim.wire;

import auctions.ingestor.sim.data.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HexFormat;

/** The binary forms of cells, made from their text forms. */
final class BinaryCells {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private BinaryCells() {}

    /** Fails for types that the server cannot send in binary. */
    static void check(ColumnType type) {
        switch (type) {
            case LIST, MAP -> throw RowEncoder.noBinary(type);
            default -> {}
        }
    }

    /** Writes the bytes of a cell, without their length. */
    static void write(ColumnType type, String cell, MessageWriter out) {
        check(type);
        switch (type) {
            case BOOLEAN -> out.int8(cell.equals("t") ? 1 : 0);
            case SMALLINT, UINT2 -> out.int16(Integer.parseInt(cell));
            case INTEGER -> out.int32(Integer.parseInt(cell));
            case UINT4, OID -> out.int32(Integer.parseUnsignedInt(cell));
            case BIGINT -> out.int64(Long.parseLong(cell));
            case UINT8 -> out.int64(Long.parseUnsignedLong(cell));
            case REAL -> out.int32(Float.floatToIntBits(Float.parseFloat(cell)));
            case DOUBLE -> out.int64(Double.doubleToLongBits(Double.parseDouble(cell)));
            case NUMERIC -> numeric(cell, out);
            case BYTEA -> out.raw(HexFormat.of().parseHex(cell.substring(2)));
            case UUID -> out.raw(HexFormat.of().parseHex(cell.replace("-", "")));
            case JSONB -> out.int8(1).text(cell);
            case DATE -> out.int32((int) ChronoUnit.DAYS.between(EPOCH.toLocalDate(), LocalDate.parse(cell)));
            case TIME -> out.int64(LocalTime.parse(cell).toNanoOfDay() / 1000);
            case TIMESTAMP -> out.int64(micros(cell));
            case TIMESTAMPTZ -> out.int64(micros(cell.substring(0, cell.indexOf("+00"))));
            case TEXT, VARCHAR, INTERVAL, MZ_TIMESTAMP, INTEGER_ARRAY, TEXT_ARRAY, LIST, MAP, RECORD -> out.text(cell);
        }
    }

    private static long micros(String moment) {
        return ChronoUnit.MICROS.between(EPOCH, LocalDateTime.parse(moment.replace(' ', 'T')));
    }

    private static void numeric(String cell, MessageWriter out) {
        if (!cell.matches("-?[0-9.]+")) {
            var sign = cell.equals("NaN") ? 0xC000 : cell.startsWith("-") ? 0xF000 : 0xD000;
            out.int16(0).int16(0).int16(sign).int16(0);
            return;
        }
        var value = new BigDecimal(cell);
        var scale = Math.max(0, value.scale());
        var padded = (scale + 3) / 4 * 4;
        var rest = value.abs().setScale(padded).unscaledValue();
        var digits = new ArrayDeque<Integer>();
        while (rest.signum() > 0) {
            var parts = rest.divideAndRemainder(BASE);
            digits.addFirst(parts[1].intValue());
            rest = parts[0];
        }
        var weight = digits.size() - padded / 4 - 1;
        out.int16(digits.size())
                .int16(weight)
                .int16(value.signum() < 0 ? 0x4000 : 0)
                .int16(scale);
        digits.forEach(out::int16);
    }
}
