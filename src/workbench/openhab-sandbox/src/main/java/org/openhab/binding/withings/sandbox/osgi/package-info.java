/**
 * The OSGi framework: what it exports to an add-on, which bundles surround it, and whether the add-on really started.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.osgi;
