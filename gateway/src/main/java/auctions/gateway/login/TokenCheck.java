package auctions.gateway.login;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** Spring's own check of tokens. An issuer that cannot be asked for its keys' address counts as one that cannot be asked for its keys. */
final class TokenCheck implements AuthenticationManager {
    private final JwtAuthenticationProvider tokens;

    TokenCheck(JwtDecoder decoder) {
        tokens = new JwtAuthenticationProvider(decoder);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        try {
            return tokens.authenticate(authentication);
        } catch (JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("could not ask the issuer for the address of its keys", e);
        }
    }
}
