package auctions.ingestor.decode;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a value of a random type with elements: what it is, and the text that Materialize prints for it. */
final class ContainerGenerator {

    private static final int DEPTH_MAX = 4;

    private static final int ELEMENTS_MAX = 4;

    /** What an array or list puts quotes around, besides the empty text and NULL. */
    private static final Pattern QUOTED = Pattern.compile("[ \t\n\r\f\"\\\\{},]");

    private static final String[] WORDS = {
        "", "a", "NULL", "null", "Null", "=>", "=", ">", "{", "}", "{}", ",", " ", "\"", "\\", "\\N", "\t", "\n", "[",
        "0:1]=", "é", "😀", "\u0001"
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SplittableRandom random;

    ContainerGenerator(SplittableRandom random) {
        this.random = random;
    }

    /** A value as text and as JSON. */
    record Made(SqlType type, String text, JsonNode value) {}

    /** One value and how it is printed. */
    private record Printed(String text, JsonNode value) {}

    /**
     * A type, and how to make values of it.
     *
     * @param bare whether its text is never put in quotes, as that of arrays, lists and maps
     */
    private record Kind(SqlType type, boolean bare, Supplier<Printed> maker) {

        Printed make() {
            return maker.get();
        }
    }

    Made next() {
        var kind = container(1 + random.nextInt(DEPTH_MAX));
        var printed = kind.make();
        return new Made(kind.type(), printed.text(), printed.value());
    }

    private Kind container(int depth) {
        var element = depth == 1 ? leaf() : container(depth - 1);
        boolean array = depth == 1 && random.nextInt(3) == 0;
        if (array) {
            return array(element, 1 + random.nextInt(3));
        }
        return random.nextBoolean()
                ? new Kind(element.type().list(), true, () -> list(element))
                : new Kind(element.type().map(), true, () -> map(element));
    }

    private Kind leaf() {
        return switch (random.nextInt(4)) {
            case 0 -> new Kind(type(23), false, () -> integer());
            case 1 -> new Kind(type(16), false, () -> bool());
            case 2 -> new Kind(type(3802), false, () -> json());
            default -> new Kind(type(25), false, () -> text());
        };
    }

    private static SqlType type(int oid) {
        return SqlType.of(oid).orElseThrow();
    }

    private Kind array(Kind element, int dimensions) {
        var type = type(
                switch (element.type().name()) {
                    case "integer" -> 1007;
                    case "boolean" -> 1000;
                    case "jsonb" -> 3807;
                    default -> 1009;
                });
        int size = random.nextInt(1 + ELEMENTS_MAX);
        return new Kind(
                type,
                true,
                () -> size == 0 ? new Printed("{}", NODES.arrayNode()) : dimension(element, dimensions, size));
    }

    private Printed dimension(Kind element, int dimensions, int size) {
        var text = new StringBuilder("{");
        var value = NODES.arrayNode();
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ",");
            if (dimensions == 1) {
                add(element, text, value);
            } else {
                var inner = dimension(element, dimensions - 1, size);
                text.append(inner.text());
                value.add(inner.value());
            }
        }
        return new Printed(text.append('}').toString(), value);
    }

    private Printed list(Kind element) {
        var text = new StringBuilder("{");
        var value = NODES.arrayNode();
        int size = random.nextInt(1 + ELEMENTS_MAX);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ",");
            add(element, text, value);
        }
        return new Printed(text.append('}').toString(), value);
    }

    private void add(Kind element, StringBuilder text, ArrayNode value) {
        var printed = nullable(element, false);
        text.append(printed.text());
        value.add(printed.value());
    }

    private Printed map(Kind element) {
        var text = new StringBuilder("{");
        var value = NODES.objectNode();
        int size = random.nextInt(1 + ELEMENTS_MAX);
        for (int i = 0; i < size; i++) {
            var key = words();
            if (!value.has(key)) {
                var printed = nullable(element, true);
                text.append(value.isEmpty() ? "" : ",")
                        .append(quoted(key, true))
                        .append("=>")
                        .append(printed.text());
                value.set(key, printed.value());
            }
        }
        return new Printed(text.append('}').toString(), value);
    }

    private Printed nullable(Kind element, boolean inMap) {
        if (random.nextInt(6) == 0) {
            return new Printed("NULL", NODES.nullNode());
        }
        var printed = element.make();
        return element.bare() ? printed : new Printed(quoted(printed.text(), inMap), printed.value());
    }

    private static String quoted(String text, boolean inMap) {
        boolean needed =
                text.isEmpty() || text.equals("NULL") || QUOTED.matcher(text).find() || (inMap && text.contains("=>"));
        return needed ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : text;
    }

    private Printed integer() {
        int number = random.nextInt();
        return new Printed(String.valueOf(number), NODES.numberNode(number));
    }

    private Printed bool() {
        boolean flag = random.nextBoolean();
        return new Printed(flag ? "t" : "f", NODES.booleanNode(flag));
    }

    private Printed text() {
        var words = words();
        return new Printed(words, NODES.stringNode(words));
    }

    private Printed json() {
        var value = NODES.objectNode().put(words(), words()).put(words(), random.nextInt());
        return new Printed(value.toString(), value);
    }

    private String words() {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
