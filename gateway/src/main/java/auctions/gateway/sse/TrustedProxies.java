package auctions.gateway.sse;

import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.util.NetMaskSet;

/** Which addresses are those of proxies, in the forms that Tomcat's {@code RemoteIpValve} takes. */
final class TrustedProxies {
    private TrustedProxies() {}

    /** The addresses that any of these texts names: networks, comma-separated, or a regular expression. */
    static Predicate<InetAddress> of(String... texts) {
        return Stream.of(texts)
                .filter(text -> !text.isBlank())
                .map(TrustedProxies::parse)
                .reduce(_ -> false, Predicate::or);
    }

    private static Predicate<InetAddress> parse(String text) {
        try {
            return NetMaskSet.parse(text)::contains;
        } catch (IllegalArgumentException e) {
            var pattern = Pattern.compile(text);
            return address -> pattern.matcher(address.getHostAddress()).matches();
        }
    }
}
