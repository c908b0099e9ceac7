class Meter {
    name = null;
    readings = [];

    constructor(itsName) {
        name = itsName;
    }

    function add(reading) {
        readings.append(reading);
    }

    function sum() {
        local found = 0;
        foreach (reading in readings) found += reading;
        return found;
    }

    function text() {
        return name + ": " + readings.len() + " readings, sum " + sum();
    }
}
