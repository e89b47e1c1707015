package auctions.e2e.real;

import auctions.e2e.Contract;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contract's rows of every type, each with what a native sink wrote for it, and how to make them on a server: in COPY's text form, whose
 * words the server does not all read as it writes them.
 *
 * @param columns names in order, the key first
 * @param types SQL types by name
 * @param copies the rows in COPY's text form
 * @param values the record values that the sink wrote, in the order of the rows
 */
record GoldenRows(List<String> columns, Map<String, String> types, List<String> copies, List<String> values) {

    /** A type that no text can be copied into, only cast. */
    static final String UNREADABLE_TYPE = "int2vector";

    /** What {@code mz_columns} does not say in full. */
    private static final Map<String, String> FULL_TYPES = Map.ofEntries(
            Map.entry("n5", "numeric(39,5)"),
            Map.entry("v", "varchar(30)"),
            Map.entry("c", "char(8)"),
            Map.entry("ts0", "timestamp(0)"),
            Map.entry("tz3", "timestamptz(3)"),
            Map.entry("ch", "\"char\""),
            Map.entry("tl", "text list"),
            Map.entry("il", "int list"),
            Map.entry("tzl", "timestamptz list"),
            Map.entry("jl", "jsonb list"),
            Map.entry("ll", "text list list"),
            Map.entry("mt", "map[text=>text]"),
            Map.entry("mi", "map[text=>int]"),
            Map.entry("mz", "map[text=>timestamptz]"),
            Map.entry("mj", "map[text=>jsonb]"),
            Map.entry("mf", "map[text=>double precision]"));

    private static final JsonMapper JSON = new JsonMapper();

    /** {@code mz_timestamp}, {@code mz_progressed} and {@code mz_state}, which come before the row's own columns. */
    private static final int SUBSCRIBE_COLUMNS = 3;

    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern MAP_ENTRY =
            Pattern.compile("(" + QUOTED + "|[^,{}\"\\\\]+?)=>(" + QUOTED + "|[^,}\"]+)", Pattern.DOTALL);
    private static final Pattern ELEMENT = Pattern.compile(QUOTED + "|[^,{}\"]+", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final Map<String, String> CONTROLS = Map.of("t", "\t", "n", "\n", "r", "\r");

    /** Reads the contract's file. */
    static GoldenRows read() {
        try (var lines =
                new BufferedReader(new InputStreamReader(Contract.open("sink-golden.jsonl"), StandardCharsets.UTF_8))) {
            var columns = new ArrayList<String>();
            var types = new LinkedHashMap<String, String>();
            for (var column : JSON.readTree(lines.readLine()).path("columns")) {
                var name = column.get(0).asString();
                columns.add(name);
                types.put(name, FULL_TYPES.getOrDefault(name, column.get(1).asString()));
            }
            var copies = new ArrayList<String>();
            var values = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = JSON.readTree(line);
                copies.add(readable(row.path("copy").asString().split("\t", -1), columns, types));
                values.add(row.path("json").asString());
            }
            return new GoldenRows(columns, types, copies, values);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the golden rows", e);
        }
    }

    /** The columns as a table's definition has them, with a type in place of the unreadable one. */
    String definitions(String insteadOfUnreadable) {
        return columns.stream()
                .map(name -> quoted(name) + " "
                        + (types.get(name).equals(UNREADABLE_TYPE) ? insteadOfUnreadable : types.get(name)))
                .collect(Collectors.joining(", "));
    }

    /** All columns, each quoted. */
    String names() {
        return columns.stream().map(GoldenRows::quoted).collect(Collectors.joining(", "));
    }

    /** All columns, the one of the unreadable type cast from text. */
    String casts() {
        return columns.stream()
                .map(name ->
                        types.get(name).equals(UNREADABLE_TYPE) ? quoted(name) + "::" + UNREADABLE_TYPE : quoted(name))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /** The row's cells as the server reads them. */
    private static String readable(String[] cells, List<String> columns, Map<String, String> types) {
        var readable = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            var cell = cells[SUBSCRIBE_COLUMNS + i];
            readable.add(cell.equals("\\N") ? cell : escaped(readable(unescaped(cell), types.get(columns.get(i)))));
        }
        return String.join("\t", readable);
    }

    /**
     * In a map the server wants words like {@code null} quoted; in a list or array it takes them for NULL, which it writes in
     * capitals only.
     */
    private static String readable(String text, String type) {
        if (type.startsWith("map")) {
            return MAP_ENTRY
                    .matcher(text)
                    .results()
                    .map(entry -> quotedWord(entry.group(1)) + "=>"
                            + (entry.group(2).equals("NULL") ? "NULL" : quotedWord(entry.group(2))))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (type.endsWith(" list") || type.endsWith("[]")) {
            return ELEMENT.matcher(text).replaceAll(word -> Matcher.quoteReplacement(element(word)));
        }
        return text;
    }

    private static String element(MatchResult word) {
        var text = word.group();
        return text.equalsIgnoreCase("null") && !text.equals("NULL") ? quotedWord(text) : text;
    }

    private static String quotedWord(String word) {
        return word.startsWith("\"") ? word : '"' + word + '"';
    }

    private static String unescaped(String cell) {
        return ESCAPE.matcher(cell)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(CONTROLS.getOrDefault(escape.group(1), escape.group(1))));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** All rows, as COPY takes them. */
    String copy() {
        return copies.stream().map(row -> row + "\n").collect(Collectors.joining());
    }
}
