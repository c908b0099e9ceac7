class Meter {
    name = null;
    readings = null;

    constructor(itsName) {
        name = itsName;
        readings = [];
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

local kitchen = Meter("kitchen");
kitchen.add(17);
server.log(kitchen.text());
