local words = ["tulip", "river", "tulip"];    // given

server.log("first as given: " + words[0]);
words.sort();
server.log("first in the alphabet: " + words[0]);
local count = 0;
foreach (place, word in words) {
    count++;
    if (place + 1 == words.len() || words[place + 1] != word) {
        server.log(word + ": " + count);
        count = 0;
    }
}
