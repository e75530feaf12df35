/**
 * The add-on as it ships, used as people use it: its jar in an OSGi framework, its pages in a browser, its things over
 * openHAB's REST interface, and Withings' cloud, played by the simulator, on the other side.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.systemtest;
