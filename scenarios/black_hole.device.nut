// Idle but for a word now and then: who says nothing does not notice that nobody listens.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
server.onunexpecteddisconnect(function(reason) { server.log("noticed, reason=" + reason); });
