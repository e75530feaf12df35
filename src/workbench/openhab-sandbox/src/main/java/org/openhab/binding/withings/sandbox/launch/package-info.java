/**
 * What {@code mvn -Psandbox} runs: simulator and sandbox together, and a tour that needs no clicks.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.launch;
