class SwitchTestCase extends ImpTestCase {

    function testSwitch() {
        device.send("set", 30);
        return Promise(function (resolve, reject) {
            imp.wakeup(1, @() known.level == 30 ? resolve() : reject("it knows " + known.level));
        });
    }

    function testWrong() {
        assertDeepEqual({ "level": 31 }, known);
    }
}
