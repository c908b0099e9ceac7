// Words, some of them several times.
local words = ["tulip", "river", "tulip"];    // given

foreach (word in words) {
    server.log(word);
}
