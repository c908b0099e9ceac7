@set LEVEL = 40

class LevelTestCase extends ImpTestCase {

    function setUp() {
        lamp.level = 0;
        return "dark";
    }

    function testFade() {
        lamp.set(@{LEVEL});
        lamp.fade();
        return Promise(function (resolve, reject) {
            imp.wakeup(3, function () {
                try {
                    assertEqual(0, lamp.level);
                    resolve("dark again");
                } catch (error) {
                    reject(error);
                }
            }.bindenv(this));
        }.bindenv(this));
    }

    function testLimits() {
        foreach (level in [-1, 101]) {
            assertEqual("no such level: " + level, assertThrowsError(lamp.set, lamp, [level]));
        }
    }

    // Asks the partner, which asks the agent under test.
    function testAgentIsTold() {
        return Promise(function (resolve, reject) {
            agent.on("known", @(level) level == 70 ? resolve() : reject("it knows " + level));
            lamp.set(70);
            agent.send("ask", null);
        });
    }
}
