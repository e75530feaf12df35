/**
 * A small add-on that the tests build into a bundle and drive from outside.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.sample.internal;
