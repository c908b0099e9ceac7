"""The playground: impsim in a web page, by way of Pyodide. No server has a part in it.

    experiment.py   what the page works on, as data, and the scenario that it means
    observed.py     runs one and gives what the page shows of it
    standing.py     calls that block, where there are no threads
    catalogue.py    what the page's menus offer: models, faults, examples
    bridge.py       what the page's worker calls: text in, text out
    web/            the page itself

An experiment is data: programs, a model, and a list of what happens when. The page plays a recorded run of it, so
whatever somebody does at a moment is one more entry of the list and a new run: the past is what it was, as runs are
deterministic. Going back in time, taking a fault back, links and scenario files need nothing else.
"""
