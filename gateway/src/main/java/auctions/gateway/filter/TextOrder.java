package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** By code point, which is the order of the bytes in UTF-8. The key is the beginning of the text. */
enum TextOrder implements Order {
    /** Any text. */
    TEXT("a text") {
        @Override
        boolean means(String text) {
            return true;
        }
    },
    /** The two texts of a boolean: false is below true. */
    BOOLEAN("true or false") {
        @Override
        boolean means(String text) {
            return BOOLEANS.contains(text);
        }
    };

    private static final Set<String> BOOLEANS = Set.of("true", "false");

    private final String form;

    TextOrder(String form) {
        this.form = form;
    }

    abstract boolean means(String text);

    /** 63 bits of the text, so that each key is above {@link #NO_VALUE}. */
    @Override
    public long key(byte[] text, int from, int to) {
        long key = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            key = key << Byte.SIZE | (i < to ? text[i] & 0xff : 0);
        }
        return key >>> 1;
    }

    @Override
    public int compareTied(byte[] text, int from, int to, Operand operand) {
        return Arrays.compareUnsigned(text, from, to, operand.text(), 0, operand.text().length);
    }

    @Override
    public Optional<Operand> operand(String text) {
        var bytes = text.getBytes(UTF_8);
        return Optional.of(new Operand(key(bytes, 0, bytes.length), bytes)).filter(_ -> means(text));
    }

    @Override
    public String form() {
        return form;
    }
}
