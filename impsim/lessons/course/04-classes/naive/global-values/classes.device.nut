count <- 0;
total <- 0;

class Meter {
    name = null;

    constructor(itsName) {
        name = itsName;
        count = 0;
        total = 0;
    }

    function add(reading) {
        count++;
        total += reading;
    }

    function sum() {
        return total;
    }

    function text() {
        return name + ": " + count + " readings, sum " + sum();
    }
}
