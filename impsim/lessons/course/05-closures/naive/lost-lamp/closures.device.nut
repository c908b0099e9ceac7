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
    return names.map(counterOf);
}

function switches(lamps) {
    return lamps.map(@(lamp) lamp.press);
}
