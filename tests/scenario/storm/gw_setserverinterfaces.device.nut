// An order of interfaces, which impOS 42 brought.
imp.wakeup(1, function() { imp.net.setserverinterfaces(["wl0", "eth0"]); });
