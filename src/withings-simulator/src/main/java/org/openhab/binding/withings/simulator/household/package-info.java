/**
 * A made-up household: people, devices and what they recorded in two years.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.household;
