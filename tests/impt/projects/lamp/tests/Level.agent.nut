device.on("ask", @(_) device.send("known", known.level));
