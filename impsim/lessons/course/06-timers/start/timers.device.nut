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
        server.log(name + " 1");
    }
}

Beacon(word, seconds, beats).start();
Beacon("slow", seconds * 2, beats).start();
