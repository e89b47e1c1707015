package auctions.gateway.page;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a script short without changing what it does: no comments, no white space, short names, and {@code let} for {@code const}, which
 * a script that is correct cannot tell apart.
 *
 * <p>A name gets a short one only if it is nowhere in the script the name of a property, which others may know: after a point, before
 * a colon, alone between braces, or declared by a class. What is left are private members, variables and functions. A private member
 * is renamed alike in all of its class, anything else in all of the script, to a name that is nowhere in it. So scopes
 * need not be understood.
 */
final class ScriptMinifier {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final Pattern TYPE_OR_CONSTANT = Pattern.compile("[A-Z].*");
    private static final String PRIVATE = "#";
    private static final Set<String> DECLARING = Set.of("const", "let", "class", "function");
    private static final Set<String> RESERVED = Set.of(
            ("async await break case catch class const constructor continue delete do else export extends false finally for"
                            + " from function get globalThis if import in instanceof let new null of return set static super"
                            + " switch this throw true try typeof undefined var void while yield")
                    .split(" "));

    private final List<String> tokens;
    private final Set<String> declared = new HashSet<>();
    private final Set<String> properties = new HashSet<>();

    private ScriptMinifier(List<String> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    /** The short form; {@code exported} is the one name that whoever imports the module may know. */
    static String minify(String script, String exported) {
        var minifier = new ScriptMinifier(ScriptTokens.of(script));
        minifier.learn();
        var names = minifier.shortNames();
        return minifier.joined(names) + "export{" + names.getOrDefault(exported, exported) + " as " + exported + "}\n";
    }

    private void learn() {
        Deque<String> open = new ArrayDeque<>();
        int classes = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.equals("class") && open.isEmpty()) {
                classes++;
            }
            if (token.startsWith(PRIVATE)) {
                // In another class the same name is another member's.
                tokens.set(i, token + " " + classes);
            }
            if (token.startsWith("}") || ")]".contains(token)) {
                open.pop();
            }
            if ("([{".contains(token) || token.endsWith("${")) {
                open.push(token);
            }
            if (DECLARING.contains(at(i - 1))) {
                declared.add(token);
            }
            if (NAME.matcher(token).matches() && mayBeProperty(i, "{".equals(open.peek()))) {
                properties.add(token);
            }
        }
    }

    private boolean mayBeProperty(int i, boolean betweenBraces) {
        var before = at(i - 1);
        var after = at(i + 1);
        boolean afterPoint = before.equals(".") && !at(i - 2).equals(".");
        boolean alone = betweenBraces && "{,".contains(before) && ",}=".contains(after);
        boolean member = betweenBraces && "{};".contains(before) && "(=;".contains(after);
        boolean method = Set.of("get", "async").contains(before) && after.equals("(");
        return afterPoint || after.equals(":") || alone || member || method;
    }

    private String at(int i) {
        return i < 0 || i >= tokens.size() ? ";" : tokens.get(i);
    }

    /** The names used most get the shortest. */
    private Map<String, String> shortNames() {
        var uses = tokens.stream().collect(groupingBy(token -> token, counting()));
        var names = uses.entrySet().stream()
                .filter(use -> use.getKey().startsWith(PRIVATE) || isRenamed(use.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        var members = new HashMap<String, FreeNames>();
        var others = new FreeNames(uses.keySet());
        var given = new HashMap<>(Map.of("const", "let"));
        for (var name : names) {
            given.put(
                    name,
                    name.startsWith(PRIVATE)
                            ? PRIVATE + namesOfItsClass(name, members).next()
                            : others.next());
        }
        return given;
    }

    private static FreeNames namesOfItsClass(String member, Map<String, FreeNames> members) {
        return members.computeIfAbsent(member.substring(member.indexOf(' ')), _ -> new FreeNames(Set.of()));
    }

    private boolean isRenamed(String token) {
        boolean ours =
                declared.contains(token) || !TYPE_OR_CONSTANT.matcher(token).matches();
        return NAME.matcher(token).matches() && ours && !properties.contains(token) && !RESERVED.contains(token);
    }

    private String joined(Map<String, String> names) {
        var script = new StringBuilder();
        for (var token : tokens) {
            var text = names.getOrDefault(token, token);
            if (!script.isEmpty()) {
                char last = script.charAt(script.length() - 1);
                if (text.equals("}") && last == ';') {
                    script.setLength(script.length() - 1);
                } else if (ScriptTokens.isWord(last) && ScriptTokens.isWord(text.charAt(0))) {
                    script.append(' ');
                }
            }
            script.append(text);
        }
        return script.toString();
    }

    /** a, b, … Z, aa, ab, …, without those that are taken. */
    private static final class FreeNames {
        private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

        private final Set<String> taken;
        private int next;

        FreeNames(Set<String> taken) {
            this.taken = taken;
        }

        String next() {
            String name;
            do {
                name = nameOf(next++);
            } while (taken.contains(name) || RESERVED.contains(name));
            return name;
        }

        private static String nameOf(int n) {
            var last = LETTERS.substring(n % LETTERS.length(), n % LETTERS.length() + 1);
            return n < LETTERS.length() ? last : nameOf(n / LETTERS.length() - 1) + last;
        }
    }
}
