package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10.0.0.0/8, 127.0.0.0/8; 10.1.2.3; true",
                "10.0.0.0/8, 127.0.0.0/8; 11.1.2.3; false",
                "10\\.1\\.\\d+\\.\\d+|192\\.0\\.2\\.1; 10.1.2.3; true",
                "10\\.1\\.\\d+\\.\\d+|192\\.0\\.2\\.1; 10.2.2.3; false"
            })
    void takesNetworksAndRegularExpressions(String text, String address, boolean trusted) throws Exception {
        assertThat(TrustedProxies.of("", text).test(InetAddress.getByName(address)))
                .isEqualTo(trusted);
    }

    @Test
    void trustsNobodyUnlessTold() throws Exception {
        assertThat(TrustedProxies.of("", " ").test(InetAddress.getLoopbackAddress()))
                .isFalse();
    }
}
