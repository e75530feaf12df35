/**
 * A Withings cloud on loopback: everything of it that a client can notice, written from the fact sheet alone.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator;
