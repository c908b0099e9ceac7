// Counts its runs across deep sleeps.
if (!("nv" in getroottable())) nv <- { count = 0 };
nv.count++;
server.log("pass " + nv.count);
imp.onidle(@() server.sleepfor(10));
