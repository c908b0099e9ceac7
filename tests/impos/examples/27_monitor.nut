#version "1.0.0"
// Keeps a connection by itself and tells what it does: a small library and a program that uses it.
class Keeper {
    _tell = null;
    _lost = null;
    _period = 0;

    constructor(period, tell) {
        _period = period;
        _tell = tell;
        server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
        server.onunexpecteddisconnect(_down.bindenv(this));
        _tell(server.isconnected() ? "online" : "offline");
        if (!server.isconnected()) _connect();
    }

    function _connect() {
        _tell("connecting");
        server.connect(_outcome.bindenv(this), 30);
    }

    function _down(reason) {
        if (_lost == null) _lost = time();
        _tell("lost by " + reason);
        _connect();
    }

    function _outcome(reason) {
        if (reason != SERVER_CONNECTED) {
            _tell("failed by " + reason);
            imp.wakeup(_period, _connect.bindenv(this));
        } else {
            _tell(_lost == null ? "connected" : format("connected after %d s", time() - _lost));
            _lost = null;
        }
    }
}
keeper <- Keeper(120, @(text) print(text));
