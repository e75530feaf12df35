/**
 * Measurements of a home that runs for long or is in for trouble: a flood of notifications, and a year. openHAB with
 * the
 * built add-on has a process of its own, so that its heap and its threads can be looked at; the one that measures is
 * Withings and everybody else out there.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.benchmark.load;
