"""@include: what is found where, what is refused, and what is said then."""

from __future__ import annotations

import os

import pytest

from impsim.errors import Diagnostic
from impsim.impt.builder import build, project_root, read_file


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder to fill: project({"a/b.nut": "text"}); it becomes the current folder."""

    def fill(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return str(tmp_path)

    monkeypatch.chdir(tmp_path)
    return fill


def problem(text, path="main.nut", **given):
    with pytest.raises(Diagnostic) as caught:
        build(text, path, **given)
    return caught.value


# Local files ---------------------------------------------------------------------------------------------------


def test_a_file_beside_the_main_file(project):
    project({"app/inc.nut": "inside\n"})
    result = build('a\n@include "inc.nut"\nb\n', "app/main.nut")
    assert result.text == "a\ninside\nb\n"
    assert result.lines == [("app/main.nut", 1), ("app/inc.nut", 1), ("app/main.nut", 3)]
    assert result.files == ["app/main.nut", "app/inc.nut"]


@pytest.mark.parametrize(
    "line",
    [
        '@include "inc.nut"',
        "@include 'inc.nut'",
        '@include "inc.nut";',
        '@include "inc.nut" // why',
        '@include"inc.nut"',
        '  @include   "inc.nut"  ',
        '@include "./inc.nut"',
        '@include "sub/../inc.nut"',
        '@include "inc" + ".nut"',
        '@include __PATH__+"/inc.nut"',
        '@include __PATH__ + "/sub/../inc.nut" ;',
        '@include ".\\inc.nut"',
        '@include " inc.nut "',
        '@include once "inc.nut"',
        '@include   once   "inc.nut";',
        "@include once NAME",
        "@{include('inc.nut')}",
        "@include 0 ? 'other.nut' : 'inc.nut'",
    ],
)
def test_ways_to_write_an_include(project, line):
    project({"inc.nut": "inside\n", "sub/x": ""})
    assert build(line + "\n", "main.nut", variables={"NAME": "inc.nut"}).text == "inside\n"


def test_the_order_of_the_search(project):
    project({"main/x.nut": "main", "inner/x.nut": "inner", "home/x.nut": "home", "inner/i.nut": '@include "x.nut"'})
    include = '@include "../inner/i.nut"'
    for expected in ("inner", "main", "home"):
        assert build(include, "main/m.nut", search=["home"], root=".").text == expected + "\n"
        os.remove(expected + "/x.nut")
    missing = problem(include, "main/m.nut", search=["home"], root=".")
    assert (missing.path, missing.line, missing.column) == (os.path.normpath("inner/i.nut"), 1, 10)
    assert missing.message == "there is no file 'x.nut'"
    assert missing.hint == "did you mean 'i.nut'? looked in inner, main, home"


def test_a_missing_file_with_a_similar_name(project):
    project({"src/Sensor.lib.nut": ""})
    missing = problem('local x;\n  @include "src/sensors.lib.nut" // mine\n')
    assert missing.render() == (
        "main.nut:2:12: there is no file 'src/sensors.lib.nut'\n"
        '    @include "src/sensors.lib.nut" // mine\n'
        "             ^\n"
        "hint: did you mean 'Sensor.lib.nut'? looked in src"
    )


def test_a_file_without_a_line_end_gets_one(project):
    project({"one": "a", "two": "b\n", "empty": ""})
    text = '@include "one"\n@include "empty"\n@include "two"\n@include "one"\n'
    assert build(text, "m.nut").text == "a\nb\na\n"
    assert build("<@{include('two')}>", "m.nut").text == "<b>"


def test_names_of_places_inside_an_included_file(project):
    root = project({"sub/inc.nut": "@{__FILE__}:@{__LINE__}\n@{__PATH__}\n"})
    text = build("@{__PATH__}\n@include 'sub/inc.nut'\n@{__FILE__}:@{__LINE__}\n", "m.nut").text
    assert text == "%s\ninc.nut:1\n%s/sub\nm.nut:3\n" % (root, root)


def test_variables_and_macros_cross_files_both_ways(project):
    project({"inc.nut": "@set B A + 1\n@macro m(x)\n@{x}:@{__FILE__}:@{__LINE__}\n@end\n"})
    assert build("@set A 1\n@include 'inc.nut'\n@{B}\n@include m('y')\n", "m.nut").text == "2\ny:inc.nut:3\n"


def test_a_line_of_a_macro_comes_from_its_own_file(project):
    project({"inc.nut": "@macro m()\na\n@end\n"})
    assert build("@include 'inc.nut'\n@include m()\n", "m.nut").lines == [("inc.nut", 2)]


def test_once(project):
    project({"a.nut": "a\n", "copy.nut": "a\n", "b.nut": "@include once 'a.nut'\nb\n"})
    once = "@include once '%s'\n"
    assert build(once % "a.nut" + once % "a.nut", "m.nut").text == "a\n"
    assert build(once % "./a.nut" + once % "a.nut", "m.nut").text == "a\n"
    assert build("@include 'a.nut'\n" + once % "b.nut" + once % "b.nut", "m.nut").text == "a\nb\n"
    assert build(once % "a.nut" + "@include 'a.nut'\n", "m.nut").text == "a\na\n"


def test_once_goes_by_content(project):
    """As in Builder: two copies of a library are one."""
    project({"a.nut": "a\n", "copy.nut": "a\n"})
    assert build("@include once 'a.nut'\n@include once 'copy.nut'\n", "m.nut").text == "a\n"


def test_a_filter_over_a_file(project):
    project({"page.html": '<a href="x">\n</a>\n', "n.txt": "@{1 + 1}"})
    assert build("@{include('page.html')|escape}", "m.nut").text == '<a href=\\"x\\">\\n</a>'
    assert build("@{include('n.txt')|base64}", "m.nut").text == "Mg=="


def test_base64_of_any_bytes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bin").write_bytes(b"\xff\xfe\x80")
    assert build("@{include('bin')|base64}", "m.nut").text == "//6A"
    assert build("@{include('bin')}", "m.nut").text == "\xff\xfe\x80"


def test_a_loop_may_include(project):
    project({"x": "@{loop.index}\n"})
    assert build("@repeat 3\n@include 'x'\n@end\n", "m.nut").text == "0\n1\n2\n"


def test_files_that_include_each_other_are_named(project):
    project({"a.nut": "@include 'b.nut'\n", "b.nut": "\n@include 'a.nut'\n"})
    circle = problem("@include 'a.nut'\n", "m.nut")
    assert circle.message == "more than 100 includes, macros and blocks in each other"
    assert circle.hint in (
        "the files include each other: a.nut > b.nut > a.nut",
        "the files include each other: b.nut > a.nut > b.nut",
    )


def test_a_guarded_circle_is_none(project):
    project({"a.nut": "@if !SEEN\n@set SEEN 1\na\n@include 'a.nut'\n@end\n"})
    assert build("@include 'a.nut'\n", "m.nut").text == "a\n"


def test_a_mistake_in_an_included_file_is_placed_there(project):
    project({"inc.nut": "a\n@if 1\n"})
    assert problem("@include 'inc.nut'").render().startswith("inc.nut:2:1: this @if is not closed\n  @if 1\n")


def test_a_byte_order_mark_is_dropped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.nut").write_bytes(b"\xef\xbb\xbf@if 1\nx\n@end\n")
    assert build("@include 'x.nut'\n", "m.nut").text == "x\n"


@pytest.mark.parametrize(("main", "shown"), [("m.nut", "lib/x.nut"), ("ROOT/m.nut", "ROOT/lib/x.nut")])
def test_paths_are_shown_as_the_main_one_was_given(project, main, shown):
    root = project({"lib/x.nut": "x"})
    result = build("@include '%s/lib/x.nut'\n" % root, main.replace("ROOT", root))
    assert result.lines == [(shown.replace("ROOT", root), 1)]


def test_a_name_beyond_ascii(project):
    project({"gr\u00fc\u00df.nut": "@{__FILE__}\n"})
    text = "@include 'gr\u00fc\u00df.nut'\n".encode().decode("latin-1")
    assert build(text, "m.nut").text.encode("latin-1").decode() == "gr\u00fc\u00df.nut\n"


def test_files_from_elsewhere():
    files = {os.path.normpath("d/x.nut"): "from memory\n"}

    def read(path):
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    assert build("@include 'x.nut'\n", "d/m.nut", read=read).text == "from memory\n"


def test_a_file_that_is_too_long_or_cannot_be_read(project, monkeypatch):
    project({"x.nut": "12345"})
    monkeypatch.setattr("impsim.impt.builder.references.LONGEST_OUTPUT", 4)
    assert "longer than" in problem("@include 'x.nut'").message
    with pytest.raises(OSError):
        read_file("x.nut")


# Staying inside ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    ["/etc/passwd", "../secret.nut", "sub/../../secret.nut", "git-local:/etc/passwd", "git-local:../secret.nut@v1"],
)
def test_a_path_may_not_leave_the_project(project, reference):
    root = project({"secret.nut": "key\n", "p/m.nut": ""})
    refused = problem("@include '%s'\n" % reference, "p/m.nut")
    assert refused.message.endswith("leads out of the project")
    assert os.path.join(root, "p") in refused.hint and "[includes]" in refused.hint
    assert problem("@{include('%s')}\n" % reference, "p/m.nut").message.endswith("leads out of the project")


def test_a_symbolic_link_may_not_leave_either(project):
    root = project({"secret.nut": "key\n", "p/m.nut": ""})
    os.symlink(os.path.join(root, "secret.nut"), os.path.join(root, "p", "link.nut"))
    os.symlink(root, os.path.join(root, "p", "up"))
    assert problem("@include 'link.nut'\n", "p/m.nut").message == "'link.nut' leads out of the project"
    assert problem("@include 'up/secret.nut'\n", "p/m.nut").message.endswith("leads out of the project")


def test_the_root_and_the_searched_folders_are_inside(project):
    project({"lib/x.nut": "x\n", "tests/m.nut": ""})
    text = "@include __PATH__ + '/../lib/x.nut'\n"
    assert problem(text, "tests/m.nut").message.endswith("leads out of the project")
    assert build(text, "tests/m.nut", root=".").lines == [("lib/x.nut", 1)]
    assert build(text, "tests/m.nut", search=["lib"]).text == "x\n"


def test_a_folder_with_a_longer_name_is_not_inside(project):
    project({"p/m.nut": "", "private/x.nut": "x\n"})
    assert problem("@include '../private/x.nut'\n", "p/m.nut").message.endswith("leads out of the project")


@pytest.mark.parametrize(
    ("files", "folder", "expected"),
    [
        ({".git/HEAD": ""}, "tests/agent", "."),
        ({"impsim.toml": "", ".git/HEAD": ""}, "tests", "."),
        ({"sub/impsim.toml": "", ".git/HEAD": ""}, "sub/tests", "sub"),
        ({"LICENSE": ""}, "tests", "."),
        ({"LICENSE": "", ".git/HEAD": "", "sub/LICENSE": ""}, "sub/tests", "."),
        ({}, "a/tests", "a"),
        ({}, "a/Test", "a"),
        ({}, "a/src", "a/src"),
    ],
)
def test_the_root_of_a_project(project, files, folder, expected):
    root = project(files)
    os.makedirs(folder, exist_ok=True)
    assert project_root(folder) == os.path.normpath(os.path.join(root, expected))


# Other repositories --------------------------------------------------------------------------------------------

REPOSITORY = {
    "clones/Promise/Promise.lib.nut": "promise\n",
    "clones/Promise/old/Promise.lib.nut": "old promise\n",
    "clones/Promise/src/inner.nut": "inner\n",
    "clones/Promise/src/outer.nut": "@include 'inner.nut'\n",
    "clones/Promise/names.nut": "@{__REPO_PREFIX__} @{__REPO_REF__} @{__PATH__} @{__FILE__}\n",
}
MAPS = {
    "folder": {"github:electricimp/Promise": "clones/Promise"},
    "case": {"GitHub:ElectricImp/promise/": "clones/Promise"},
    "file": {"github:electricimp/Promise/Promise.lib.nut": "clones/Promise/Promise.lib.nut"},
    "file and ref": {"github:electricimp/Promise/Promise.lib.nut@v4": "clones/Promise/Promise.lib.nut"},
    "folder and ref": {
        "github:electricimp/Promise@v4": "clones/Promise",
        "github:electricimp/Promise": "clones/Promise/old",
    },
    "user": {"github:electricimp": "clones"},
    "longest wins": {"github:electricimp": "nowhere", "github:electricimp/Promise": "clones/Promise"},
}


@pytest.mark.parametrize("name", MAPS)
def test_a_repository_is_mapped(project, name):
    project(REPOSITORY)
    text = '@include once "github:electricimp/Promise/Promise.lib.nut@v4"\n'
    result = build(text, "m.nut", includes=MAPS[name])
    assert result.text == "promise\n"
    assert result.lines == [(os.path.normpath("clones/Promise/Promise.lib.nut"), 1)]


def test_another_ref_goes_to_the_folder_without_one(project):
    project(REPOSITORY)
    for ref in ("@v3", ""):
        text = '@include "github:electricimp/Promise/Promise.lib.nut%s"\n' % ref
        assert build(text, "m.nut", includes=MAPS["folder and ref"]).text == "old promise\n"


@pytest.mark.parametrize(
    "address",
    [
        "https://raw.githubusercontent.com/electricimp/Promise/master/Promise.lib.nut",
        "https://github.com/electricimp/Promise/raw/master/Promise.lib.nut",
        "https://github.com/electricimp/Promise/blob/v4/Promise.lib.nut",
    ],
)
def test_an_address_of_a_file_on_github_is_the_same_file(project, address):
    project(REPOSITORY)
    assert build("@include '%s'\n" % address, "m.nut", includes=MAPS["folder"]).text == "promise\n"


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        ("https://example.com/libs/Promise.lib.nut", "https://example.com/libs"),
        ("bitbucket-server:proj/repo/Promise.lib.nut@dev", "bitbucket-server:proj/repo"),
        ("git-azure-repos:org/proj/repo/Promise.lib.nut", "git-azure-repos:org/proj/repo"),
        ("git-local:/srv/repo/Promise.lib.nut@v1", "git-local:/srv/repo"),
        ("../shared/Promise.lib.nut", "../shared"),
        ("/opt/imp/Promise.lib.nut", "/opt/imp"),
    ],
)
def test_anything_can_be_mapped(project, reference, key):
    project(REPOSITORY)
    assert build("@include '%s'\n" % reference, "m.nut", includes={key: "clones/Promise"}).text == "promise\n"


def test_a_local_repository_is_read_as_it_is():
    result = build("@include 'git-local:x.nut@v1'\n@include 'a@b.nut'\n", "m.nut", read=lambda path: path + "\n")
    assert result.text == "x.nut\na@b.nut\n"
    assert [w.message for w in result.warnings] == ["'git-local:x.nut@v1' is read as it is now, whatever its ref"]


def test_what_a_file_of_a_repository_knows_of_itself(project):
    project(REPOSITORY)
    text = "@include 'github:electricimp/Promise/names.nut@v4'\n@include 'github:electricimp/Promise/names.nut'\n"
    expected = "github:electricimp/Promise %s github:electricimp/Promise names.nut\n"
    assert build(text, "m.nut", includes=MAPS["folder"]).text == expected % "v4" + expected % "null"
    assert build("@{__REPO_PREFIX__}", "m.nut").text == "null"


def test_what_a_file_of_a_server_knows_of_itself(project):
    project({"clones/Promise/names.nut": "@{__URL_ROOT__} @{__URL_PATH__} @{__PATH__}\n"})
    address = "@include 'https://example.com:80/a/names.nut'\n@{__URL_ROOT__}"
    expected = "https://example.com:80 /a/names.nut https://example.com:80/a\nnull"
    assert build(address, "m.nut", includes={"https://example.com:80/a": "clones/Promise"}).text == expected


def test_a_file_of_a_repository_includes_from_the_project_first(project):
    project({**REPOSITORY, "inner.nut": "the project's\n"})
    text = "@include 'github:electricimp/Promise/src/outer.nut'\n"
    assert build(text, "m.nut", includes=MAPS["folder"]).text == "the project's\n"
    os.remove("inner.nut")
    assert build(text, "m.nut", includes=MAPS["folder"]).text == "inner\n"


@pytest.mark.parametrize("folder", ["clones", "clones/Promise", "."])
def test_library_folders_are_looked_through(project, folder):
    project({**REPOSITORY, "electricimp/Promise/Promise.lib.nut": "promise\n"})
    text = "@include 'github:electricimp/promise/Promise.lib.nut@v4'\n"
    assert build(text, "m.nut", libraries=["nowhere", folder]).text == "promise\n"


REMOTE = {
    "github:electricimp/Rocky/Rocky.lib.nut@v3": '"github:electricimp/Rocky" = "its folder"',
    "https://example.com/x/y.nut": '"https://example.com/x" = "its folder"',
    "http://example.com/y.nut": '"http://example.com" = "its folder"',
    "bitbucket-server:p/r/y.nut": '"bitbucket-server:p/r" = "its folder"',
    "https://raw.githubusercontent.com/electricimp/Rocky/v1/x.nut": '"github:electricimp/Rocky" = "its folder"',
}


@pytest.mark.parametrize("reference", REMOTE)
def test_nothing_is_fetched(reference):
    refused = problem("@include '%s'\n" % reference)
    assert refused.message == "'%s' is not on this machine, and impsim fetches nothing" % reference
    assert REMOTE[reference] in refused.hint and "impsim.toml" in refused.hint
    assert refused.column == 10


def test_a_map_that_leads_nowhere(project):
    project(REPOSITORY)
    refused = problem("@include 'github:electricimp/Promise/Promise.lib.nutt'\n", includes=MAPS["folder"])
    path = os.path.normpath("clones/Promise/Promise.lib.nutt")
    assert refused.message.endswith("is mapped to '%s', and there is no such file" % path)
    assert refused.hint == "did you mean 'Promise.lib.nut'?"


def test_a_reference_may_not_leave_its_map(project):
    project({**REPOSITORY, "clones/secret.nut": "key\n", "p/m.nut": ""})
    reference = "github:electricimp/Promise/../secret.nut"
    refused = problem("@include '%s'\n" % reference, "p/m.nut", includes=MAPS["folder"])
    assert refused.message.endswith("leads out of the project")
    refused = problem("@include '%s'\n" % reference, "p/m.nut", libraries=["clones/Promise"])
    assert "is not on this machine" in refused.message
