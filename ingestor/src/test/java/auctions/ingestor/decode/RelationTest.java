package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any other fingerprint costs every topic a snapshot at the next start, and so does any other rendering. */
class RelationTest {

    @Test
    void fingerprintsSourceColumnsTypesKeyAndRendering() throws NoSuchAlgorithmException {
        var columns = List.of(Columns.column("id", 20), Columns.column("item", 25));
        var digest = MessageDigest.getInstance("SHA-256")
                .digest("db.public.v\nid bigint\nitem text\nkey\nid\nrendering 2".getBytes(UTF_8));

        assertThat(new Relation("db.public.v", columns, List.of("id")).fingerprint())
                .isEqualTo(HexFormat.of().formatHex(digest, 0, 16));
    }
}
