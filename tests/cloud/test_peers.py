"""Which requests a peer of the Internet takes, and URLs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.cloud.messages import parse, shown_body
from impsim.cloud.peers import Peer, matches

# pattern -> URLs that fit, URLs that do not
PATTERNS = [
    ("https://a.b/c", "https://a.b/c https://a.b/c?d=e", "http://a.b/c https://a.b/cd https://a.b/ https://xa.b/c"),
    ("https://a.b/c?d=*", "https://a.b/c?d=e https://a.b/c?d=", "https://a.b/c https://a.b/c?e"),
    ("https://a.b/*/d", "https://a.b/c/d https://a.b/c/e/d", "https://a.b/d https://a.b/c/de"),
    ("https://a.b", "https://a.b/ https://a.b/c/d?e", "https://a.bc/ http://a.b/"),
    ("a.b", "https://a.b/ http://a.b/c", "https://x.a.b/ https://a.b:8080/"),
    ("*.b", "https://a.b/ https://x.y.b/c", "https://a.c/"),
    ("a.b/*c*d", "http://a.b/cd http://a.b/xcyd", "http://a.b/dc http://a.b/c"),
    ("*", "http://a/ https://b/c?d", ""),
    ("https://*", "https://a/", "http://a/"),
    ("/temp", "/temp /temp?a=1", "/temperature /"),
    ("/api/*", "/api/ /api/x", "/ap"),
]


@pytest.mark.parametrize(("pattern", "fitting", "others"), PATTERNS)
def test_patterns(pattern, fitting, others):
    assert [url for url in fitting.split() if not matches(pattern, url)] == []
    assert [url for url in others.split() if matches(pattern, url)] == []


def test_methods():
    assert Peer("*", ("GET", "PUT")).fits("PUT", "http://a/")
    assert not Peer("*", ("GET", "PUT")).fits("POST", "http://a/")


@given(st.text("ab*/?:.", max_size=12), st.text("ab/?:.", max_size=12))
def test_patterns_end(pattern, url):
    assert matches(pattern, url) in (True, False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HTTPS://User:pw@A.Example:8443/B?c=d#e", "https://a.example:8443/B?c=d"),
        ("http://a", "http://a/"),
        ("https://a:443?q", "https://a/?q"),
        ("http://a:/", "http://a/"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ],
)
def test_urls(text, shown):
    url, error = parse(text)
    assert (str(url), error) == (shown, 0)


@given(st.text(max_size=30) | st.text("htps:/?#@[]. a1", max_size=30).map("http://".__add__))
def test_any_text_is_a_url_or_none(text):
    url, error = parse(text)
    assert (url is None) == (error != 0)
    assert url is None or parse(str(url))[1] == 0


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"text", "text"),
        (b"", ""),
        (b"a\0b", {"blob": "610062"}),
        (b"\xff", {"blob": "ff"}),
        (b"x" * 70000, "x" * 65536),
        (b"x" * 65535 + "é".encode(), "x" * 65535),
        (b"\xff" * 70000, {"blob": "ff" * 65536}),
    ],
)
def test_bodies_in_traces(body, shown):
    assert shown_body(body) == shown
