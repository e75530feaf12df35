/**
 * Tests of the built add-on: its jar in an OSGi framework, its pages in a browser, its things by openHAB's REST API,
 * and a simulated Withings.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.systemtest;
