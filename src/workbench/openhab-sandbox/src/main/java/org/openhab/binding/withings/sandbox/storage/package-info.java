/**
 * What is kept in the userdata folder across restarts: JSON files, and the key that add-ons' secrets are encrypted
 * with.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.storage;
