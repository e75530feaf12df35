/**
 * Subscriptions, and the notifications that Withings sends to whoever subscribed.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.notification;
