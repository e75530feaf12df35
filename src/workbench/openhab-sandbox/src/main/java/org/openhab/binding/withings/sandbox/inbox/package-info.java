/**
 * What add-ons discovered and nobody has approved yet.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.inbox;
