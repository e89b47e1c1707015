package auctions.gateway.login;

import auctions.gateway.sse.Answers;
import auctions.gateway.sse.Login;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestTemplate;

/**
 * The login of {@code /subscribe} and {@code /views} by tokens. Only where keys are named; then Spring Security starts, and not
 * otherwise.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(TokensNamed.class)
@EnableWebSecurity
@Import(OAuth2ResourceServerAutoConfiguration.class)
class TokenConfiguration {
    private static final String[] SUBSCRIBE_AND_VIEWS = {"/subscribe/**", "/views/**"};

    // Who asks meanwhile waits as long; what is not there by then is taken for unavailable.
    private static final Duration KEYS_CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration KEYS_READ_MAX = Duration.ofSeconds(5);

    @Bean
    Login login(LoginProperties properties, Clock clock) {
        // Shared by threads, and never a secret: the plain generator does.
        return new TokenLogin(properties.rowClaims(), new StreamLife(clock, new Random()));
    }

    /** The page and its files do not come this way at all, nor does the management port. */
    @Bean
    DelegatingFilterProxyRegistrationBean loginFilter() {
        var registration = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        registration.addUrlPatterns("/subscribe/*", "/views/*");
        return registration;
    }

    /** Tokens alone decide: no sessions, no forms, no headers of their own. A preflight has no token. */
    @Bean
    SecurityFilterChain tokenFilterChain(
            HttpSecurity http, JwtDecoder decoder, LoginProperties properties, Answers answers) {
        var failures = new TokenFailures(answers);
        return http.securityMatcher(SUBSCRIBE_AND_VIEWS)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.OPTIONS)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(tokens -> tokens.bearerTokenResolver(new TokenResolver(properties.cookie()))
                        .authenticationEntryPoint(failures)
                        .jwt(jwt -> jwt.authenticationManager(new TokenCheck(decoder)))
                        .withObjectPostProcessor(answering(failures)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Spring lets keys that cannot be fetched come out of its filter as an exception, which would be a 500. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(TokenFailures failures) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(failures);
                return filter;
            }
        };
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer keyFetches(Clock clock) {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(KEYS_CONNECT_MAX);
        requests.setReadTimeout(KEYS_READ_MAX);
        var template = new RestTemplate(requests);
        template.getInterceptors().add(new KeyFetches(clock));
        return builder -> builder.restOperations(template);
    }
}
