package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Arrays, lists and maps of any nesting, written by the server's quoting rules, come out as what they were made of. */
class ContainerFuzzTest {

    private static final int VALUES = 10_000;

    private static final long SEED = 20_261_127;

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsWhatTheServerWrites() {
        for (int i = 0; i < VALUES; i++) {
            var made = new ContainerGenerator(new SplittableRandom(SEED + i)).next();
            var relation = new Relation(
                    "v", List.of(Columns.column("id", 20), new Relation.Column("c", made.type())), List.of("id"));
            var row = "5\tf\tupsert\t1\t" + copyEscaped(made.text()) + '\n';

            assertThat(new RowDecoder(relation).decode(row.getBytes(UTF_8)))
                    .as("seed %d, %s: %s", SEED + i, made.type().name(), made.text())
                    .isInstanceOfSatisfying(
                            Update.Upsert.class,
                            upsert -> assertThat(JSON.readTree(upsert.value()).get("c"))
                                    .isEqualTo(made.value()));
        }
    }

    private static String copyEscaped(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
