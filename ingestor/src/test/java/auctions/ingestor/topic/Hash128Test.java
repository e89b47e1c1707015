package auctions.ingestor.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash128Test {

    /** Key 00 01 … 0f, input 00 01 …; each line is what OpenSSL's SIPHASH gives with c-rounds:1, d-rounds:3, size:16. */
    @ParameterizedTest
    @CsvSource({
        "0, E77EBCB22788A5BEFD62DB6ADD303001",
        "1, FC6F370460D3EDA85E0573CC2B2FF063",
        "7, 1084B923F2AAE0C3A62F2EC80848AB77",
        "8, AA12FEE1D5E3DAB4724F16AB35F9C799",
        "9, 81DDB8042CF33994F4720E0094137C42",
        "15, C17E5505B2BD526C2921CDEC1E7E0109",
        "16, D0A8D95715518EEBB513B0F83D9E1793",
        "63, 4C5800E34EFE426F079F6B0AA75260AD"
    })
    void isSipHashWithOneAndThreeRounds(int length, String expected) {
        var input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) i;
        }
        var hash = new Hash128(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        hash.hash(input);

        var result = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(hash.high())
                .putLong(hash.low());
        assertThat(HexFormat.of().withUpperCase().formatHex(result.array())).isEqualTo(expected);
    }

    @Test
    void hashesEveryByteAndTheLength() {
        var hash = new Hash128(new SplittableRandom(1));
        var seen = new HashSet<Long>();
        for (int length = 0; length < 64; length++) {
            var bytes = new byte[length];
            for (int i = -1; i < length; i++) {
                if (i >= 0) {
                    bytes[i] ^= 1;
                }
                hash.hash(bytes);
                assertThat(seen.add(hash.high())).isTrue();
                assertThat(seen.add(hash.low())).isTrue();
            }
        }
    }
}
