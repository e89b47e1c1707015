package auctions.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import auctions.gateway.filter.Filter;
import auctions.gateway.sse.ForbiddenException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a token's claims to rows. */
class RowClaimsTest {
    private final RowClaims claims = RowClaims.parse("buyer=sub, region=https://example.com/regions");

    @Test
    void showsTheRowsThatHaveTheValuesOfAllClaims() throws Exception {
        assertThat(claims.rows(Map.of("sub", "7", "https://example.com/regions", List.of("eu", 3L, true))))
                .isEqualTo(Filter.of(Map.of("buyer", List.of("7"), "region", List.of("eu", "3", "true"))));
    }

    @Test
    void showsEveryRowWhereNoClaimIsAskedFor() throws Exception {
        assertThat(RowClaims.parse("").rows(Map.of("sub", "7"))).isEqualTo(Filter.everything());
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void showsNothingToATokenWithoutTheClaim(Map<String, Object> unfit) {
        assertThatThrownBy(() -> RowClaims.parse("buyer=sub").rows(unfit))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining("'sub'");
    }

    private static Stream<Map<String, Object>> unfit() {
        return Stream.of(
                Map.of(),
                Map.of("sub", List.of()),
                Map.of("sub", "null"),
                Map.of("sub", List.of("7", "null")),
                Map.of("sub", Map.of("name", "7")),
                Map.of("sub", List.of(List.of("7"))));
    }
}
