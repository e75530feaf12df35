/**
 * Things and items from text files: a reasonable part of openHAB's language for {@code .things} and {@code .items}.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.text;
