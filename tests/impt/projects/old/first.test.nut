class FirstTestCase extends ImpTestCase {

    function test1Passes() {
        this.assertBetween(hardware.millis(), 0, 100000);
    }

    function test2TakesTooLong() {
        imp.sleep(1.5);
    }

    function test3IsNotReached() {}
}
