/**
 * What happens, told to whoever listens: openHAB's events, and what openHAB would complain about.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.event;
