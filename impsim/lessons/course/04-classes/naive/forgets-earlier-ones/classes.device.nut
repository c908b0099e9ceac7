class Meter {
    name = null;
    reading = 0;

    constructor(itsName) {
        name = itsName;
    }

    function add(itsReading) {
        reading = itsReading;
    }

    function sum() {
        return reading;
    }

    function text() {
        return name + ": 1 readings, sum " + reading;
    }
}
