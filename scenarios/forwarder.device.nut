// Takes a reading every five seconds.
taken <- 0;

function read() {
    imp.wakeup(5, read);
    agent.send("reading", ++taken);
}
read();
