// Counts its runs in the table nv, which outlasts deep sleep and nothing else.

if (!("nv" in getroottable())) nv <- { "runs": 0 };
nv.runs++;
agent.send("run", { "runs": nv.runs, "wakereason": hardware.wakereason() });
imp.onidle(function() { server.sleepfor(30); });
