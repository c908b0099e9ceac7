// A lamp that is switched by its agent and dims itself after a while.

class Lamp {

    static STEP_S = 0.5;

    level = 0;
    _timer = null;

    function set(percent) {
        if (percent < 0 || percent > 100) throw "no such level: " + percent;
        level = percent;
        agent.send("level", level);
    }

    function fade() {
        if (level == 0) return;
        set(level > 10 ? level - 10 : 0);
        _timer = imp.wakeup(STEP_S, fade.bindenv(this));
    }
}

lamp <- Lamp();
agent.on("set", lamp.set.bindenv(lamp));
