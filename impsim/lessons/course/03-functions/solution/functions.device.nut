// Call them as you like; the check does, too.

function average(readings, otherwise = null) {
    if (readings.len() == 0) return otherwise;
    local sum = 0.0;
    foreach (reading in readings) sum += reading;
    return sum / readings.len();
}

function median(readings) {
    local sorted = clone readings;
    sorted.sort();
    return sorted[sorted.len() / 2];
}

server.log("average: " + average([1, 2]));
server.log("median: " + median([30, 10, 20]));
