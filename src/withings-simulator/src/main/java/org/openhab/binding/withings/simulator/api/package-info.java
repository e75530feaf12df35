/**
 * What all services have in common: paths and actions, access tokens and scopes, limits of the number of calls.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.api;
