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
        local count = 0;
        found.append(function() {
            count++;
            return name + " " + count;
        });
    }
    return found;
}

function switches(lamps) {
    local found = [];
    foreach (lamp in lamps) {
        found.append(function() { return lamp.press(); });
    }
    return found;
}
