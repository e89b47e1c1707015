package auctions.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    private static final long K0 = 0x0706050403020100L;
    private static final long K1 = 0x0f0e0d0c0b0a0908L;

    /** Of the bytes 0, 1, 2 and so on: as other programs compute it under the same key. */
    @ParameterizedTest
    @CsvSource({
        "0, abac0158050fc4dc",
        "1, c9f49bf37d57ca93",
        "7, d3927d989bb11140",
        "8, 369095118d299a8e",
        "9, 25a48eb36c063de4",
        "15, d320d86d2a519956",
        "16, cc4fdd1a7d908b66",
        "63, 9d199062b7bbb3a8"
    })
    void agreesWithOthers(int length, String hash) {
        var bytes = new byte[length + 2];
        for (var i = 0; i < length; i++) {
            bytes[i + 1] = (byte) i;
        }

        assertThat(SipHash.of(K0, K1, bytes, 1, length + 1)).isEqualTo(HexFormat.fromHexDigitsToLong(hash));
    }
}
