"""impsim play: the playground in a browser, from a web server on this machine."""

from __future__ import annotations

from impsim.cli.options import Command, Option, parse, usage_error

COMMAND = Command(
    "play",
    "[OPTION...]",
    {
        "--port": Option("serve at this port; 0 takes a free one", "PORT", default="0"),
        "--no-browser": Option("open no browser", default=False),
    },
    ("impsim play", "impsim play --port 8000 --no-browser"),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    if arguments:
        usage_error(COMMAND, f"no argument is expected, but there is '{arguments[0]}'")
    if not options["port"].isdecimal():
        usage_error(COMMAND, f"'{options['port']}' is no port")
    from impsim.playground.serve import Server, built

    with Server(built(), int(options["port"])) as server:
        print(f"the playground is at {server.url}: Ctrl-C ends it", flush=True)
        if not options["no-browser"]:
            import webbrowser

            webbrowser.open(server.url)
        server.serve_forever()
    return 0
