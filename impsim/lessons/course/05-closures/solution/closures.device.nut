class Lamp {
    on = false;

    function press() {
        on = !on;
        return on;
    }
}

function counterOf(name) {
    local count = 0;
    return function() {
        count++;
        return name + " " + count;
    };
}

function counters(names) {
    local found = [];
    foreach (name in names) found.append(counterOf(name));
    return found;
}

function switches(lamps) {
    return lamps.map(@(lamp) lamp.press.bindenv(lamp));
}
