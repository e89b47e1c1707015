package auctions.gateway.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The tokens of a JavaScript module: words (names, keywords, numbers), strings, regular expressions, pieces of templates, and
 * punctuation character by character. Comments and white space are left out.
 */
final class ScriptTokens {
    /** What a regular expression may follow; after anything else a slash divides. */
    private static final String BEFORE_REGEX = "(,=:[!&|?{};>";

    private static final Set<String> WORDS_BEFORE_REGEX = Set.of("return", "case", "typeof");
    private static final char TEMPLATE = '`';

    private final String script;
    private final List<String> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    private ScriptTokens(String script) {
        this.script = script;
    }

    /** Splits a module that is correct; whatever else is not looked for. */
    static List<String> of(String script) {
        var tokens = new ScriptTokens(script);
        while (tokens.at < script.length()) {
            tokens.next();
        }
        return List.copyOf(tokens.tokens);
    }

    private void next() {
        char c = script.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (script.startsWith("//", at)) {
            at = endOf("\n");
        } else if (script.startsWith("/*", at)) {
            at = endOf("*/");
        } else if (c == TEMPLATE || (c == '}' && Character.valueOf(TEMPLATE).equals(open.peek()))) {
            template(c);
        } else if (c == '\'' || c == '"') {
            take(quoted(c));
        } else if (c == '/' && regexMayFollow()) {
            take(regex());
        } else if (isWord(c)) {
            take(word());
        } else {
            punctuation(c);
        }
    }

    private int endOf(String end) {
        int found = script.indexOf(end, at);
        return found < 0 ? script.length() : found + end.length();
    }

    private void take(int end) {
        tokens.add(script.substring(at, end));
        at = end;
    }

    private int quoted(char quote) {
        int end = at + 1;
        while (script.charAt(end) != quote) {
            end += script.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    /** A piece ends where the template does, or where an expression begins. */
    private void template(char first) {
        if (first == '}') {
            open.pop();
        }
        int end = at + 1;
        while (script.charAt(end) != TEMPLATE && !script.startsWith("${", end)) {
            end += script.charAt(end) == '\\' ? 2 : 1;
        }
        if (script.charAt(end) == TEMPLATE) {
            take(end + 1);
        } else {
            open.push(TEMPLATE);
            take(end + 2);
        }
    }

    private boolean regexMayFollow() {
        var before = tokens.isEmpty() ? ";" : tokens.getLast();
        return BEFORE_REGEX.contains(before) || WORDS_BEFORE_REGEX.contains(before);
    }

    private int regex() {
        int end = at + 1;
        boolean inClass = false;
        while (inClass || script.charAt(end) != '/') {
            switch (script.charAt(end)) {
                case '\\' -> end++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                default -> {}
            }
            end++;
        }
        do {
            end++;
        } while (Character.isLetter(script.charAt(end)));
        return end;
    }

    private int word() {
        int end = at + 1;
        while (end < script.length() && isWord(script.charAt(end))) {
            end++;
        }
        return end;
    }

    private void punctuation(char c) {
        if (c == '{') {
            open.push(c);
        } else if (c == '}') {
            open.pop();
        }
        take(at + 1);
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#';
    }
}
