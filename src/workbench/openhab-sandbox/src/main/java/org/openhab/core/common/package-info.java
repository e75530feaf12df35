/**
 * The one place from which openHAB's thread pools can be replaced.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.core.common;
