/**
 * Starts and stops the sandbox: a small host that an openHAB add-on can be tried and tested in. It is not openHAB.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox;
