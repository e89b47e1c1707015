package auctions.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * {@code client.js}: how large it is, and that making it short changes names, white space and {@code const} only. That it works is
 * seen in a browser.
 */
class ClientScriptTest {
    private static final int BYTES_MAX = 4 << 10;

    @Test
    void isOneModuleOfAtMostFourKilobytesCompressed() throws IOException {
        var text = ClientScript.read().text();

        assertThat(text).endsWith(" as subscribe}\n").doesNotContain("import", "/*", "//");
        assertThat(compressed(text)).isLessThanOrEqualTo(BYTES_MAX);
    }

    @Test
    void shortensWhatOnlyTheScriptKnows() {
        assertThat(minified("""
                        const LIMIT_MILLIS = 5;
                        /** Says it. */
                        class Counter {
                          #count = 0;
                          add(amount) {
                            this.#count += amount; // A comment.
                            return LIMIT_MILLIS < this.#count;
                          }
                        }
                        """)).isEqualTo("""
                        let a=5;class c{#a=0;add(b){this.#a+=b;return a<this.#a}}export{x as x}
                        """);
    }

    @Test
    void givesThePrivateMembersOfEachClassTheShortestNames() {
        assertThat(minified("class Some { #first; #second = () => this.#second; } class Other { #third; #first; }"))
                .isEqualTo("class b{#b;#a=()=>this.#a}class a{#b;#a}export{x as x}\n");
    }

    @Test
    void givesAnotherClientAnotherAddress() throws IOException {
        var version = PageFiles.read(ClientScript.read()).version();

        assertThat(PageFiles.read(ClientScript.read()).version()).isEqualTo(version);
        assertThat(PageFiles.read(new ClientScript("another")).version()).isNotEqualTo(version);
    }

    @Test
    void keepsThePropertiesThatOthersKnow() {
        assertThat(minified("""
                        function told({ name, text: words = 1 }) {
                          return { name, words, ...words.other, 'own': words ? name : words };
                        }
                        """)).isEqualTo("""
                        function a({name,text:words=1}){return{name,words,...words.other,'own':words?name:words}}export{x as x}
                        """);
    }

    @Test
    void leavesStringsTemplatesAndRegularExpressionsAlone() {
        assertThat(minified("""
                        const line = (some) => `${some.a / 2} // ${`in ${some}`} }` + '/* no */' + "it's";
                        const found = /[/"'`]\\/ {2}/g.test(line) && 4 / 2 / 1;
                        """)).isEqualTo("""
                        let c=(b)=>`${b.a/2} // ${`in ${b}`} }`+'/* no */'+"it's";let d=/[/"'`]\\/ {2}/g.test(c)&&4/2/1;export{x as x}
                        """);
    }

    private static String minified(String script) {
        return ScriptMinifier.minify(script, "x");
    }

    private static int compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.size();
    }
}
