// All variables are gone after a deep sleep: the program begins anew. Only nv is kept.
if (hardware.wakereason() != WAKEREASON_TIMER) nv <- {wakings = 0};
else nv.wakings++;

server.log("awake for reason " + hardware.wakereason() + ", slept " + nv.wakings + " times");
imp.onidle(@() server.sleepfor(60));
