// Counts what the tracker tells.
count <- 0;
device.on("position", function(position) { count++; });
