local seconds = 2;       // given
local beats = 3;         // given
local word = "tulip";    // given

class Beacon {
    name = null;
    period = null;
    times = null;

    constructor(itsName, itsPeriod, howOften) {
        name = itsName;
        period = itsPeriod;
        times = howOften;
    }

    function start() {
        for (local count = 1; count <= times; count++) setTimer(count);
    }

    function setTimer(count) {
        local itsName = name, last = times;
        imp.wakeup(count * period, function() {
            server.log(itsName + " " + count);
            if (count == last) server.log(itsName + " done");
        });
    }
}

Beacon(word, seconds, beats).start();
Beacon("slow", seconds * 2, beats).start();
