// What the lamp's agent knows of it.

known <- { level = null };
device.on("level", @(level) known.level = level);
