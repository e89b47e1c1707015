package auctions.ingestor;

/**
 * What {@code java -jar} starts. Compiled for Java 17, which Spring's own loader needs, so that an older Java than the one that all
 * else is compiled for says which is wanted, and not what a class file is.
 */
final class Launcher {
    private static final int JAVA_MIN = 25;

    private Launcher() {}

    public static void main(String[] args) {
        int java = Runtime.version().feature();
        if (java < JAVA_MIN) {
            System.err.printf("ingestor.jar needs Java %d or newer, but `java` is Java %d%n", JAVA_MIN, java);
            System.exit(1);
        }
        IngestorApplication.main(args);
    }
}
