local seconds = 2;       // given
local beats = 3;         // given
local word = "tulip";    // given

class Beacon {
    name = null;
    period = null;
    times = null;
    count = 0;

    constructor(itsName, itsPeriod, howOften) {
        name = itsName;
        period = itsPeriod;
        times = howOften;
    }

    function start() {
        imp.wakeup(period, beat());
    }

    function beat() {
        count++;
        server.log(name + " " + count);
        if (count < times) start();
        else server.log(name + " done");
    }
}

Beacon(word, seconds, beats).start();
Beacon("slow", seconds * 2, beats).start();
