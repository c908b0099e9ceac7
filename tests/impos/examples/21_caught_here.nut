// A local handler sees what its own statements throw.
try {
    imp.nothing();
} catch (error) {
    server.log("caught: " + error);
}
