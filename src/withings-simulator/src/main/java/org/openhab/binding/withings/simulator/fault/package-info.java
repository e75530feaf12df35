/**
 * Everything that can go wrong on the way, switched on and off at will.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.fault;
