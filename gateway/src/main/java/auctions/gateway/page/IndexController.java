package auctions.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /}: the page, with links to the files of this very version. */
@RestController
final class IndexController {
    private final PageFiles files;

    IndexController(PageFiles files) {
        this.files = files;
    }

    @GetMapping({"/", "/index.html"})
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .cacheControl(CacheControl.noCache())
                .eTag(files.eTag())
                .body(files.index());
    }
}
