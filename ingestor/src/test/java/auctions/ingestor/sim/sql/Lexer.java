package auctions.ingestor.sim.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts SQL text into {@link Token}s; comments vanish. */
final class Lexer {
    private static final List<String> LONG_SYMBOLS = List.of("::", "<=", ">=", "<>", "!=", "||", "=>", "->>", "->");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String sql) {
        this.sql = sql;
    }

    /** All tokens of the text, the last of which is an {@code END}. */
    List<Token> tokens() {
        while (skipBlank()) {
            tokens.add(next());
        }
        tokens.add(new Token(Token.Kind.END, "", sql.length(), sql.length()));
        return tokens;
    }

    private boolean skipBlank() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                at = endOf("\n");
            } else if (sql.startsWith("/*", at)) {
                at = endOf("*/");
            } else {
                return true;
            }
        }
        return false;
    }

    private int endOf(String mark) {
        var found = sql.indexOf(mark, at);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private Token next() {
        var start = at;
        var c = sql.charAt(at);
        if (c == '\'') {
            return new Token(Token.Kind.STRING, quoted('\''), start, at);
        }
        if (c == '"') {
            return new Token(Token.Kind.QUOTED, quoted('"'), start, at);
        }
        if (isDigit(c) || c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
            skipWhile(false);
            return new Token(Token.Kind.NUMBER, sql.substring(start, at), start, at);
        }
        if (c == '$' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
            at++;
            skipWhile(false);
            return new Token(Token.Kind.PARAMETER, sql.substring(start + 1, at), start, at);
        }
        if (Character.isLetter(c) || c == '_') {
            skipWhile(true);
            var word = sql.substring(start, at);
            if (word.equalsIgnoreCase("e") && at < sql.length() && sql.charAt(at) == '\'') {
                return new Token(Token.Kind.STRING, quoted('\''), start, at);
            }
            return new Token(Token.Kind.WORD, word.toLowerCase(Locale.ROOT), start, at);
        }
        for (var symbol : LONG_SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, start, at);
            }
        }
        at++;
        return new Token(Token.Kind.SYMBOL, String.valueOf(c), start, at);
    }

    private void skipWhile(boolean word) {
        while (at < sql.length()) {
            var c = sql.charAt(at);
            if (isDigit(c) || (word ? Character.isLetter(c) || c == '_' || c == '$' : c == '.')) {
                at++;
            } else {
                return;
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String quoted(char quote) {
        var start = at++;
        var text = new StringBuilder();
        while (at < sql.length()) {
            var c = sql.charAt(at++);
            if (c != quote) {
                text.append(c);
            } else if (at < sql.length() && sql.charAt(at) == quote) {
                text.append(quote);
                at++;
            } else {
                return text.toString();
            }
        }
        throw SqlError.syntax(
                quote == '"' ? "unterminated quoted identifier" : "unterminated quoted string", start + 1);
    }
}
