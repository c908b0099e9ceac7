function average(readings, otherwise = null) {
    if (readings.len() == 0) return otherwise;
    local sum = 0.0;
    foreach (reading in readings) sum += reading;
    server.log(sum / readings.len());
}

function median(readings) {
    local sorted = clone readings;
    sorted.sort();
    server.log(sorted[sorted.len() / 2]);
}
