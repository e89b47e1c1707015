package auctions.ingestor.sim.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A place in a list of {@link Token}s: what every part of the parser reads from. */
final class Tokens {
    private final String sql;
    private final List<Token> tokens;
    private int at;

    Tokens(String sql) {
        this(sql, new Lexer(sql).tokens());
    }

    Tokens(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    /** The token at this place. */
    Token peek() {
        return tokens.get(at);
    }

    /** The token at this place, and steps behind it. */
    Token next() {
        var token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    /** Whether the next tokens are these words. */
    boolean ahead(String... words) {
        for (var i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Steps behind these words if they come next. */
    boolean accept(String... words) {
        if (!ahead(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    /** Steps behind these words; a syntax error if something else comes. */
    void expect(String... words) {
        for (var word : words) {
            if (!accept(word)) {
                throw unexpected("Expected " + Token.symbol(word));
            }
        }
    }

    /** Whether a name comes next that is none of these words. */
    boolean atName(List<String> others) {
        var token = peek();
        return token.kind() == Token.Kind.QUOTED || token.kind() == Token.Kind.WORD && !others.contains(token.text());
    }

    /** A name: quoted, or a word in lower case. */
    String name() {
        var token = peek();
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.QUOTED) {
            throw unexpected("Expected identifier");
        }
        return next().text();
    }

    /** A possibly qualified name; only the last part counts, for there is one database. */
    String qualifiedName() {
        var name = name();
        while (accept(".")) {
            name = name();
        }
        return name;
    }

    /** A string, number, or word, as text. */
    String literal() {
        var sign = accept("-") ? "-" : "";
        var token = next();
        if (token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.END) {
            at--;
            throw unexpected("Expected literal");
        }
        return sign + token.text();
    }

    /** Items between here and the first place where no comma follows. */
    <T> List<T> commaSeparated(Supplier<T> item) {
        var items = new ArrayList<T>();
        do {
            items.add(item.get());
        } while (accept(","));
        return items;
    }

    /** The text up to, not including, the end of this statement or the parenthesis that closes this level. */
    String rest() {
        var start = peek().start();
        var end = start;
        var depth = 0;
        while (peek().kind() != Token.Kind.END && !(depth == 0 && (ahead(";") || ahead(")")))) {
            depth += ahead("(") ? 1 : ahead(")") ? -1 : 0;
            end = next().end();
        }
        return sql.substring(start, end);
    }

    /** Whether the statement ends here. */
    boolean atEnd() {
        return peek().kind() == Token.Kind.END || ahead(";");
    }

    /** The syntax error for the token at this place. */
    SqlError unexpected(String expected) {
        return SqlError.syntax(expected + ", found " + peek().described(), peek().start() + 1);
    }

    /** The place, for {@link #back}. */
    int mark() {
        return at;
    }

    /** Returns to a place that {@link #mark} gave. */
    void back(int mark) {
        at = mark;
    }
}
