/*
 * ImpUnitRunner: finds the test classes, calls their methods one after the other and tells what comes of each.
 *
 * It tells twice. The line of JSON in the log is what impt reads; here it keeps the traffic, the reconnections and
 * the time of the original. The host itself is told through __impsim, so that no result depends on whether a log line
 * arrives, and because only the host sees the call stack of what a test throws. Each method is a turn
 * of its own: one that never ends takes no other with it.
 */

class ImpUnitRunner {

    session = null;
    timeout = 2;
    stopOnFailure = false;
    tests = 0;
    assertions = 0;
    failures = 0;

    _line = null;       // the methods to come: tables of klass, title and method
    _instances = null;  // by title of their class

    // As they were before the program, which may put stubs in their place.
    static _imp = imp;
    static _server = server;

    function run() {
        _instances = {};
        _line = _plan();
        __impsim.started();
        _tell("SESSION_START", "");
        _next();
    }

    function _plan() {
        local found = {};
        foreach (name, value in getroottable()) {
            if (type(value) == "class" && _isTestCase(value)) found[name] <- value;
        }
        local line = [];
        foreach (title in _sorted(found)) {
            line.extend(_methods(title, found[title]));
        }
        return line;
    }

    function _isTestCase(klass) {
        for (local parent = klass.getbase(); parent != null; parent = parent.getbase()) {
            if (parent == ImpTestCase) return true;
        }
        return false;
    }

    function _methods(title, klass) {
        local chosen = {};
        foreach (name, member in klass) {
            if (type(name) == "string" && name.find("test") == 0 && type(member) == "function"
                && __impsim.wanted(title, name)) chosen[name] <- member;
        }
        if (chosen.len() == 0) return [];
        local names = _sorted(chosen);
        if ("setUp" in klass) names.insert(0, "setUp");
        if ("tearDown" in klass) names.append("tearDown");
        return names.map(@(name) { "klass": klass, "title": title, "method": name });
    }

    function _sorted(table) {
        local names = [];
        foreach (name, value in table) names.append(name);
        names.sort();
        return names;
    }

    function _next() {
        _imp.wakeup(0, function () {
            if (_line.len() > 0) _perform(_line.remove(0));
            else _finish();
        }.bindenv(this));
    }

    function _finish() {
        foreach (instance in _instances) assertions += instance.assertions;
        _tell("SESSION_RESULT", { "tests": tests, "assertions": assertions, "failures": failures });
        __impsim.finished(tests, assertions, failures);
    }

    function _instance(step) {
        if (!(step.title in _instances)) {
            local instance = step.klass();
            instance.session = session;
            instance.runner = this;
            _instances[step.title] <- instance;
        }
        return _instances[step.title];
    }

    function _perform(step) {
        local instance = _instance(step);
        local counted = step.method.find("test") == 0;
        if (counted) tests++;
        _tell("TEST_START", step.title + "::" + step.method + "()");
        __impsim.begun(step.klass, step.title, step.method);
        local began = __impsim.seconds();
        local outcome = __impsim.attempt(instance, step.method);
        if (outcome.thrown) _failed(outcome.value);
        else if (_isPromise(outcome.value)) _await(outcome.value);
        else _judge(outcome.value, __impsim.seconds() - began);
    }

    function _judge(value, took) {
        if (took > timeout) _failed("Test took " + took + "s, longer than timeout of " + timeout + "s");
        else _passed(value);
    }

    function _isPromise(value) {
        return "Promise" in getroottable() && type(::Promise) == "class"
            && type(value) == "instance" && value instanceof ::Promise;
    }

    // A promise that is settled after its time was over changes nothing any more.
    function _await(promise) {
        local over = false;
        local outcome = null;
        local watchdog = _imp.wakeup(timeout, function () {
            over = true;
            _failed("Test timed out after " + timeout + "s");
        }.bindenv(this));
        promise
            .then(function (value) { outcome = { "thrown": false, "value": value }; })
            .fail(function (value) { outcome = { "thrown": true, "value": value }; })
            .finally(function (_) {
                if (over) return;
                over = true;
                _imp.cancelwakeup(watchdog);
                if (outcome.thrown) _failed(outcome.value);
                else _passed(outcome.value);
            }.bindenv(this));
    }

    function _passed(value) {
        _tell("TEST_OK", value);
        __impsim.passed(value);
        _next();
    }

    function _failed(value) {
        failures++;
        _tell("TEST_FAIL", value);
        __impsim.failed(value);
        if (stopOnFailure) _finish();
        else _next();
    }

    function _tell(kind, message) {
        _server.log(__impsim.line(session, kind, message));
        if (kind == "INFO") __impsim.info(message.message);
    }
}
