package auctions.gateway.sse;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The address that a client's streams are counted by. */
final class ClientAddress {
    /** Whoever has one address of an IPv6 network of 64 bits has all of them. */
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** The address as text; of IPv6 its network; a text that is no address as it is, as a trusted proxy may have sent it. */
    static String of(String text) {
        try {
            var address = InetAddress.ofLiteral(text);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
