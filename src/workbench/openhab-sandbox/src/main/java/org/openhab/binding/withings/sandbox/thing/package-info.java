/**
 * Things and their handlers, as openHAB leads them through their lives, and the links from channels to items.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.thing;
