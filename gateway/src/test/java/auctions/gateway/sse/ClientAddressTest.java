package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.1, 203.0.113.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::7, 20010db800010002",
        "2001:db8:1:3::7, 20010db800010003",
        "::ffff:203.0.113.1, 203.0.113.1",
        "unknown, unknown"
    })
    void isTheAddressOrItsNetwork(String text, String address) {
        assertThat(ClientAddress.of(text)).isEqualTo(address);
    }
}
