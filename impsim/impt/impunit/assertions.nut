/*
 * ImpTestCase: what test classes extend.
 *
 * An assertion that does not hold throws its text. It tells the host first: a promise may catch what is thrown and
 * pass it on without its call stack, and people want to know the line.
 */

class ImpTestCase {

    runner = null;    // the ImpUnitRunner
    session = null;   // its name
    assertions = 0;   // so far

    function assertTrue(condition, message = "Failed to assert that condition is true") {
        assertions++;
        if (!condition) _refuse(message);
    }

    function assertEqual(expected, actual, message = "Expected value: %s, got: %s") {
        assertions++;
        if (expected != actual) _refuse(format(message, expected + "", actual + ""));
    }

    function assertGreater(actual, bound, message = "Failed to assert that %s > %s") {
        assertions++;
        if (actual <= bound) _refuse(format(message, actual + "", bound + ""));
    }

    function assertLess(actual, bound, message = "Failed to assert that %s < %s") {
        assertions++;
        if (actual >= bound) _refuse(format(message, actual + "", bound + ""));
    }

    function assertClose(expected, actual, tolerance, message = "Expected value: %s±%s, got: %s") {
        assertions++;
        if (!(math.fabs(expected - actual) <= tolerance)) {
            _refuse(format(message, expected + "", tolerance + "", actual + ""));
        }
    }

    function assertBetween(actual, lowest, highest, message = "Expected value the range of %s..%s, got %s") {
        assertions++;
        if (lowest > highest) {
            local swapped = lowest;
            lowest = highest;
            highest = swapped;
        }
        if (actual < lowest || actual > highest) {
            _refuse(format(message, lowest + "", highest + "", actual + ""));
        }
    }

    // Compared once from each side: the second time finds what only the actual value has.
    function assertDeepEqual(expected, actual, message = "Comparison failed on '%s': expected %s, got %s") {
        assertions++;
        _compare(expected, actual, "", 0, function (path, mine, theirs) {
            return format(message, path, mine + "", theirs + "");
        });
        _compare(actual, expected, "", 0, function (path, mine, theirs) {
            return format(message, path, theirs + "", mine + "");
        });
    }

    // Returns what was thrown. The caller's array gets the context in front, as users of the original see it.
    function assertThrowsError(callee, context, arguments = null, message = "Function was expected to throw an error") {
        assertions++;
        if (arguments == null) arguments = [];
        arguments.insert(0, context);
        try {
            callee.acall(arguments);
        } catch (error) {
            return error;
        }
        _refuse(message);
    }

    function info(value) {
        runner._tell("INFO", { "message": value });
    }

    function runCommand(command = "") {
        runner._tell("EXTERNAL_COMMAND", { "command": command });
        __impsim.command(command);
    }

    static DEEPEST = 32;

    function _compare(mine, theirs, path, depth, describe) {
        if (depth > DEEPEST) _refuse("Possible cyclic reference at " + path);
        if (typeof mine != typeof theirs) {
            _refuse(format("Values are not the same type, typeof lhs = %s, typeof rhs = %s", typeof mine, typeof theirs));
        }
        if (typeof mine == "blob") {
            if (!_sameBytes(mine, theirs)) _refuse(describe(path, mine, theirs));
            return;
        }
        local kind = type(mine);
        if (kind != "table" && kind != "class" && kind != "array") {
            if (mine != theirs) _refuse(describe(path, mine, theirs));
            return;
        }
        foreach (key, value in mine) {
            local place = path == "" ? key + "" : path + "." + key;
            if (!(key in theirs)) _refuse(describe(place, value, "none"));
            _compare(value, theirs[key], place, depth + 1, describe);
        }
    }

    function _sameBytes(mine, theirs) {
        return mine.len() == theirs.len() && mine.tostring() == theirs.tostring();
    }

    function _refuse(message) {
        __impsim.refused(message);
        throw message;
    }
}
