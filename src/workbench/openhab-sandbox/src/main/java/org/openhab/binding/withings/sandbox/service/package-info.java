/**
 * The services of openHAB that an add-on may ask for.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.service;
