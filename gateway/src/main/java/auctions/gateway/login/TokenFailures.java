package auctions.gateway.login;

import auctions.gateway.sse.Answers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Answers requests whose token is missing, is not valid, or cannot be checked now. */
final class TokenFailures implements AuthenticationEntryPoint, AuthenticationFailureHandler {
    // Spring names a document about this server, which there is not.
    private static final Pattern METADATA = Pattern.compile(",? *resource_metadata=\"[^\"]*\"");

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final Answers answers;

    TokenFailures(Answers answers) {
        this.answers = answers;
    }

    /** No token, or none that is valid. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        challenge.commence(request, response, failure);
        var challenged = String.valueOf(response.getHeader(HttpHeaders.WWW_AUTHENTICATE));
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, METADATA.matcher(challenged).replaceFirst(""));
        answers.unauthorized(request, response, reason(failure));
    }

    // Spring's own words for a missing token name no token. The page shows them to people.
    private static String reason(AuthenticationException failure) {
        return failure instanceof AuthenticationCredentialsNotFoundException
                ? "a login is needed, and the request has no token"
                : String.valueOf(failure.getMessage());
    }

    /** A token that is not valid, or keys that cannot be fetched. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof AuthenticationServiceException) {
            answers.keysUnavailable(request, response);
        } else {
            commence(request, response, failure);
        }
    }
}
