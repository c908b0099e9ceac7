average <- function(readings, otherwise = null) {
    return readings.len() ? readings.reduce(@(one, other) one + other) * 1.0 / readings.len() : otherwise;
};

function median(readings) {
    foreach (candidate in readings) {
        local below = readings.filter(@(place, reading) reading < candidate).len();
        local above = readings.filter(@(place, reading) reading > candidate).len();
        if (below <= readings.len() / 2 && above <= readings.len() / 2) return candidate;
    }
}
