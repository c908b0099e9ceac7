// Nothing here reaches the host: programs are not trusted.
// oracle: it has them all
foreach (name in ["getenv", "system", "remove", "rename", "file", "loadfile", "dofile", "writeclosuretofile", "stdin", "stdout", "stderr"])
    show(@() [name, name in getroottable()])
// expect: ["getenv", false]
// expect: ["system", false]
// expect: ["remove", false]
// expect: ["rename", false]
// expect: ["file", false]
// expect: ["loadfile", false]
// expect: ["dofile", false]
// expect: ["writeclosuretofile", false]
// expect: ["stdin", false]
// expect: ["stdout", false]
// expect: ["stderr", false]
