/*
 * Copyright (c) 2010-2026 Contributors to the openHAB project
 *
 * See the NOTICE file(s) distributed with this work for additional
 * information.
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * http://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.binding.withings.sandbox.addon;

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The names of openHAB 5.2's semantic tags that an add-on may use. Its schema knows no others.
 * <p>
 * Of the equipment only what a health add-on could be taken for is listed.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SemanticTags {

    static final Set<String> POINTS = Set.of("Alarm", "Calculation", "Control", "Forecast", "Measurement", "Setpoint",
            "Status", "Switch");

    static final Set<String> PROPERTIES = Set.of("Airconditioning", "Airflow", "AirQuality", "AQI", "Brightness",
            "CO", "CO2", "Color", "ColorTemperature", "Current", "Duration", "Enabled", "Energy", "Frequency", "Gas",
            "Heating", "Humidity", "Illuminance", "Info", "Level", "Light", "LowBattery", "MediaControl", "Mode",
            "Moisture", "Motion", "Noise", "Oil", "Opening", "OpenLevel", "OpenState", "Ozone", "ParticulateMatter",
            "Pollen", "Position", "Power", "Presence", "Pressure", "Progress", "QualityOfService", "Radon", "Rain",
            "RSSI", "SignalStrength", "Smoke", "SoundVolume", "Speed", "StateOfCharge", "Tampered", "Temperature",
            "Tilt", "Timestamp", "Ultraviolet", "Ventilation", "Vibration", "VOC", "Voltage", "Water", "Wind");

    static final Set<String> EQUIPMENT = Set.of("AirQualitySensor", "Application", "Battery", "Bed", "ControlDevice",
            "NetworkAppliance", "OccupancySensor", "Sensor", "TemperatureSensor", "Tracker", "WebService", "Wellness");

    private SemanticTags() {
    }
}
