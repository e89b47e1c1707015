package auctions.e2e;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The JSON Schemas of the topic's contract, as a consumer would apply them who has nothing but that folder. */
public enum Contract {
    KEY("key"),
    VALUE("value"),
    PROGRESS_KEY("progress-key"),
    PROGRESS("progress");

    private final Schema schema;

    Contract(String name) {
        try (var text = open(name + ".schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the schema of " + name, e);
        }
    }

    /** What is wrong with a record's JSON, in words; empty when it keeps the contract. */
    public List<String> violations(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** A file of the contract's folder. */
    public static InputStream open(String file) {
        return Objects.requireNonNull(
                Contract.class.getResourceAsStream("/contract/" + file), () -> "no file " + file + " in the contract");
    }
}
