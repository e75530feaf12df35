/**
 * What an add-on says about itself in {@code OH-INF}: types of things and channels, parameters and texts, read
 * strictly.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.addon;
