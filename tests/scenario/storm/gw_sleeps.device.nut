// Deep sleep, on a model that has none.
imp.wakeup(1, function() { imp.deepsleepfor(60); });
