/**
 * The sandbox on the web: openHAB's REST paths and events, one page to look at, and the servlets of add-ons.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.web;
