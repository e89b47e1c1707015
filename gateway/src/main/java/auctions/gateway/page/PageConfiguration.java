package auctions.gateway.page;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Files below the version's folder never change, so browsers keep them; the page itself is asked for each time, and is
 * 304 while nothing has changed. Below the folder of another version, which another gateway behind the same reverse proxy may
 * have named, and without a folder there are the same files, not to be kept.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Bean
    ClientScript clientScript() throws IOException {
        return ClientScript.read();
    }

    @Bean
    PageFiles pageFiles(ClientScript client) throws IOException {
        return PageFiles.read(client);
    }

    @Bean
    WebMvcConfigurer pageResources(PageFiles files) {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/" + files.version() + "/**")
                        .addResourceLocations(PageFiles.LOCATION)
                        .setCacheControl(
                                CacheControl.maxAge(FOR_EVER).cachePublic().immutable());
                registry.addResourceHandler("/**")
                        .addResourceLocations(PageFiles.LOCATION)
                        .setCacheControl(CacheControl.noCache())
                        .resourceChain(false)
                        .addResolver(new AnyVersion());
            }
        };
    }

    /** Finds a file below the folder of whatever version. */
    private static final class AnyVersion extends PathResourceResolver {
        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            return super.getResource(path.replaceFirst("^[0-9a-f]{12}/", ""), location);
        }
    }
}
