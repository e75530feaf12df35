/**
 * Items: what they are made of, in which unit they show their state, and their history.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.item;
