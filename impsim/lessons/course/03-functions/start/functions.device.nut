// Call them as you like; the check does, too.

function average(readings, otherwise = null) {
}

function median(readings) {
}

server.log("average: " + average([1, 2]));
server.log("median: " + median([30, 10, 20]));
