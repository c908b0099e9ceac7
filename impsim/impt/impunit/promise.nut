/*
 * Promise: stands in for the library of that name, which is part of what tests find. A program that has the library
 * itself puts that in its place. Written from its public documentation.
 */

class Promise {

    _state = "pending";   // or resolved, or rejected
    _value = null;
    _waiting = null;      // what to call when it is settled

    constructor(action) {
        _waiting = [];
        local settle = _settle.bindenv(this);
        try {
            action(_resolve.bindenv(this), function (reason = null) { settle("rejected", reason); });
        } catch (error) {
            settle("rejected", error);
        }
    }

    function then(onResolved = null, onRejected = null) {
        local source = this;
        return ::Promise(function (resolve, reject) {
            source._when(function () {
                local handler = source._state == "resolved" ? onResolved : onRejected;
                if (type(handler) != "function") {
                    (source._state == "resolved" ? resolve : reject)(source._value);
                    return;
                }
                local value = null;
                try {
                    value = handler(source._value);
                } catch (error) {
                    reject(error);
                    return;
                }
                resolve(value);
            });
        });
    }

    function fail(onRejected) {
        return then(null, onRejected);
    }

    function finally(always) {
        return then(always, always);
    }

    static function resolve(value = null) {
        return ::Promise(function (resolve, reject) { resolve(value); });
    }

    static function reject(reason = null) {
        return ::Promise(function (resolve, reject) { reject(reason); });
    }

    // All of them at once: the values in order, or the first rejection.
    static function all(series) {
        return ::Promise(function (resolve, reject) {
            local begun = ::Promise._begunAll(series, "all");
            local values = array(begun.len());
            local missing = begun.len();
            if (missing == 0) resolve(values);
            foreach (index, promise in begun) {
                local place = index;
                promise.then(function (value) {
                    values[place] = value;
                    if (--missing == 0) resolve(values);
                }, reject);
            }
        });
    }

    // All of them at once: what the first one that is settled says.
    static function race(series) {
        return ::Promise(function (resolve, reject) {
            foreach (promise in ::Promise._begunAll(series, "race")) promise.then(resolve, reject);
        });
    }

    // One after the other: the last value, or the first rejection.
    static function serial(series) {
        local next = 0;
        return ::Promise.loop(
            @() next < ::Promise._checked(series, "serial").len(),
            @() ::Promise._begun(series[next++])
        );
    }

    // Again and again for as long as goesOn() says so: the last value, or the first rejection.
    static function loop(goesOn, next) {
        return ::Promise(function (resolve, reject) {
            local turn = null;
            turn = function (latest) {
                try {
                    if (goesOn.call(getroottable())) ::Promise._begun(next).then(turn, reject);
                    else resolve(latest);
                } catch (error) {
                    reject(error);
                }
            };
            turn(null);
        });
    }

    // What an entry of a series stands for: a promise, or a function that may return one.
    static function _begun(entry) {
        if (type(entry) == "function") entry = entry.call(getroottable());
        else if (type(entry) != "instance" || !("then" in entry)) throw "neither a promise nor a function";
        return ::Promise.resolve(entry);
    }

    static function _begunAll(series, caller) {
        return ::Promise._checked(series, caller).map(@(entry) ::Promise._begun(entry));
    }

    static function _checked(series, caller) {
        if (type(series) != "array") throw "Promise." + caller + "() not passed an array";
        return series;
    }

    function _resolve(value = null) {
        if (_state != "pending") return;
        if (type(value) != "instance" || !("then" in value)) {
            _settle("resolved", value);
            return;
        }
        value.then(_settleResolved.bindenv(this), _settleRejected.bindenv(this));
    }

    function _settleResolved(value = null) {
        _settle("resolved", value);
    }

    function _settleRejected(reason = null) {
        _settle("rejected", reason);
    }

    function _settle(state, value) {
        if (_state != "pending") return;
        _state = state;
        _value = value;
        foreach (callback in _waiting) imp.wakeup(0, callback);
        _waiting = [];
    }

    function _when(callback) {
        if (_state == "pending") _waiting.append(callback);
        else imp.wakeup(0, callback);
    }
}
