/** What the properties of all packages have in common: how a property that breaks a rule is told. */
@NullMarked
package auctions.gateway.properties;

import org.jspecify.annotations.NullMarked;
