/**
 * Who may ask: logins by JSON Web Tokens, as Spring Security checks them. Nothing of Spring Security is started unless one of its
 * own properties for tokens is set.
 */
@NullMarked
package auctions.gateway.login;

import org.jspecify.annotations.NullMarked;
