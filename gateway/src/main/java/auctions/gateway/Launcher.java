package auctions.gateway;

/** The start of {@code gateway.jar}: compiled for an older Java than the gateway itself, to tell its users that theirs is too old. */
final class Launcher {
    private static final Runtime.Version NEEDED = Runtime.Version.parse("25");

    private Launcher() {}

    public static void main(String[] args) {
        if (Runtime.version().compareTo(NEEDED) >= 0) {
            GatewayApplication.main(args);
        } else {
            System.err.println(
                    "gateway.jar needs Java " + NEEDED + " or newer, but `java` is Java " + Runtime.version());
            System.exit(1);
        }
    }
}
