function average(readings, otherwise = null) {
    if (readings.len() == 0) return otherwise;
    local sum = 0.0;
    foreach (reading in readings) sum += reading;
    return sum / readings.len();
}

function median(readings) {
    readings.sort();
    return readings[readings.len() / 2];
}
