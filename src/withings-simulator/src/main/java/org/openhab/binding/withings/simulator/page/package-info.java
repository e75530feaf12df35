/**
 * The simulator's own pages, plain HTML that needs no script.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.simulator.page;
