package auctions.ingestor.sim.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parameter values of a Bind message as text. */
public final class ParameterValues {
    private ParameterValues() {}

    /** The values in order; NULL is absent. */
    public static List<Optional<String>> read(FrontendMessage message, int[] types) {
        var formats = new int[message.int16()];
        for (var i = 0; i < formats.length; i++) {
            formats[i] = message.int16();
        }
        var values = new ArrayList<Optional<String>>();
        var count = message.int16();
        for (var i = 0; i < count; i++) {
            var length = message.int32();
            if (length < 0) {
                values.add(Optional.empty());
                continue;
            }
            var bytes = message.bytes(length);
            var integer = i < types.length && List.of(20, 21, 23).contains(types[i]);
            values.add(Optional.of(
                    RowEncoder.format(formats, i) == 1 && integer
                            ? new BigInteger(bytes).toString()
                            : new String(bytes, StandardCharsets.UTF_8)));
        }
        return values;
    }
}
