package auctions.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /client.js}: the client for pages of any origin; it is the same for all and tells nothing. {@code Content-Location} names
 * the address of this very version, which may be kept for ever.
 */
@RestController
final class ClientController {
    private static final MediaType JAVASCRIPT = new MediaType("text", "javascript", UTF_8);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final PageFiles files;
    private final ClientScript client;

    ClientController(PageFiles files, ClientScript client) {
        this.files = files;
        this.client = client;
    }

    @GetMapping("/client.js")
    ResponseEntity<String> newest() {
        return answer(CacheControl.noCache(), files.version());
    }

    /** Under the address of another version, which another gateway behind the same reverse proxy may have, it is not to be kept. */
    @GetMapping("/{version:[0-9a-f]{12}}/client.js")
    ResponseEntity<String> ofVersion(@PathVariable String version) {
        boolean isThis = version.equals(files.version());
        var caching = isThis ? CacheControl.maxAge(FOR_EVER).cachePublic().immutable() : CacheControl.noCache();
        return answer(caching, "../" + files.version());
    }

    private ResponseEntity<String> answer(CacheControl caching, String folder) {
        return ResponseEntity.ok()
                .contentType(JAVASCRIPT)
                .cacheControl(caching)
                .eTag(files.eTag())
                .header(HttpHeaders.CONTENT_LOCATION, folder + "/client.js")
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.CONTENT_LOCATION)
                .body(client.text());
    }
}
