/**
 * What goes over the wire: requests as Withings reads them, its envelope of answers, and the server that moves both.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.http;
