class Lamp {
    on = false;

    function press() {
        on = !on;
        return on;
    }
}

function counters(names) {
    local found = [];
    foreach (name in names) {
        local own = name;
        local count = 0;
        found.append(@() own + " " + (++count));
    }
    return found;
}

function switches(lamps) {
    local found = [];
    foreach (lamp in lamps) {
        local own = lamp;
        found.append(function() { return own.press(); });
    }
    return found;
}
