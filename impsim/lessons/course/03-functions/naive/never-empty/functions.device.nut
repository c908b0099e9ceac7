function average(readings, otherwise = null) {
    local sum = 0.0;
    foreach (reading in readings) sum += reading;
    return sum / readings.len();
}

function median(readings) {
    local sorted = clone readings;
    sorted.sort();
    return sorted[sorted.len() / 2];
}
