package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract's documents agree with themselves; that records agree with them is for the tests that make records. */
class ContractTest {
    @ParameterizedTest
    @EnumSource
    void examplesKeepTheirSchema(Contract contract) throws IOException {
        var file = contract.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".schema.json";
        try (var text = Contract.open(file)) {
            var examples = new YAMLMapper().readTree(text).get("examples");

            assertThat(examples)
                    .isNotEmpty()
                    .allSatisfy(example ->
                            assertThat(contract.violations(example.toString())).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEY          | {}                                                       | a key column is missing",
                "KEY          | {\"auction_id\":\"1\"}                                   | a bigint is a number",
                "VALUE        | {\"auction_id\":1}                                       | columns are missing",
                "VALUE        | {\"auction_id\":1,\"bid_id\":1,\"buyer\":1,\"seller\":1,\"item\":\"\",\"amount\":1,\"bid_time\":\"1\",\"end_time\":\"1.000\"} | a timestamp has microseconds",
                "PROGRESS     | {\"frontier\":17,\"next_offset\":0,\"since\":\"17\"}     | an mz_timestamp is text",
                "PROGRESS     | {\"frontier\":\"17\",\"next_offset\":\"0\",\"since\":\"17\"} | an offset is a number",
                "PROGRESS_KEY | {\"name\":\"auction-winners\"}                           | the key names its topic",
            })
    void refuses(Contract contract, String json, String reason) {
        assertThat(contract.violations(json)).as(reason).isNotEmpty();
    }

    @Test
    void asyncApiNamesTopicsPathAndSchemas() throws IOException {
        try (var text = Contract.open("asyncapi.yaml")) {
            var document = new YAMLMapper().readTree(text);

            assertThat(document.get("channels")
                            .valueStream()
                            .map(c -> c.get("address").asString()))
                    .containsExactlyInAnyOrder("auction-winners", "auction-winners-progress", "/subscribe");
            assertThat(references(document)).isNotEmpty().allSatisfy(reference -> {
                if (reference.startsWith("./")) {
                    Contract.open(reference.substring(2)).close();
                } else {
                    assertThat(document.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse();
                }
            });
        }
    }

    private static Stream<String> references(JsonNode node) {
        var own = node.path("$ref").isString() ? Stream.of(node.get("$ref").asString()) : Stream.<String>empty();
        return Stream.concat(own, node.valueStream().flatMap(ContractTest::references));
    }
}
