/**
 * Applications, consent, tokens and signatures.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.oauth;
