// Words, some of them several times.
local words = ["tulip", "river", "tulip"];    // given

local counts = {};
foreach (word in words) {
    if (word in counts) counts[word]++;
    else counts[word] <- 1;
}
foreach (word, count in counts) {
    server.log(word + ": " + count);
}

local sorted = words;
sorted.sort();
server.log("first as given: " + words[0]);
server.log("first in the alphabet: " + sorted[0]);
