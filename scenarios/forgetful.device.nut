// The same without its care: what is read during an outage is lost, and nobody calls again.

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);

function read() {
    imp.wakeup(10, read);
    agent.send("reading", hardware.millis() / 1000);
}

read();
