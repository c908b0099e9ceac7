class Lamp {
    on = false;

    function press() {
        on = !on;
        return on;
    }
}

function counters(names) {
    local count = 0;
    return names.map(function(name) {
        return function() {
            count++;
            return name + " " + count;
        };
    });
}

function switches(lamps) {
    return lamps.map(@(lamp) lamp.press.bindenv(lamp));
}
