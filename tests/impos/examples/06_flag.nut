// Remembers that the connection was lost, but not that it was made.
offline <- false;
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);
server.onunexpecteddisconnect(function(reason) {
    if (reason != SERVER_CONNECTED) offline = true;
});
function look() {
    print(offline);
    imp.wakeup(60, look);
}
look();
