"""Name resolution, on trees made by hand: the result is plain data."""

import pytest

from impsim.errors import Diagnostic
from impsim.squirrel import nodes as n
from impsim.squirrel.parser import parse
from impsim.squirrel.scopes import Constant, Variable, resolve


def name(text):
    return n.Name(0, 0, text)


def number(value):
    return n.Literal(0, 0, value)


def local(text, value=None):
    return n.Local(0, 0, [(text, value, 0)])


def unit(*statements):
    return n.Block(0, 0, list(statements))


def function(body, *parameters):
    return n.Function(0, 0, None, [(p, None) for p in parameters], False, unit(*body), False)


def test_a_local_hides_a_constant_and_a_slot():
    early, late = name("x"), name("x")
    tree = unit(n.Const(0, 0, "x", 5), n.ExprStatement(0, 0, early), local("x"), n.ExprStatement(0, 0, late))
    scopes = resolve(tree, "")
    assert isinstance(scopes.names[early], Constant)
    assert scopes.names[early].value == 5
    assert isinstance(scopes.names[late], Variable)


def test_an_unknown_name_is_a_slot():
    use = name("somewhere")
    assert use not in resolve(unit(n.ExprStatement(0, 0, use)), "").names


def test_a_local_is_not_visible_in_its_own_value():
    use = name("x")
    assert use not in resolve(unit(local("x", use)), "").names


def test_a_block_ends_the_scope():
    use = name("x")
    assert use not in resolve(unit(unit(local("x")), n.ExprStatement(0, 0, use)), "").names


def test_a_capture_is_noted_on_both_sides():
    use = name("x")
    inner = function([n.Return(0, 0, use)])
    declaration = local("x", number(1))
    scopes = resolve(unit(declaration, n.ExprStatement(0, 0, inner)), "")
    variable = scopes.declared[declaration][0]
    assert scopes.names[use] is variable
    assert variable.captured
    assert not variable.fresh
    assert list(scopes.functions[inner].free) == [variable]


def loop(*body):
    return n.While(0, 0, number(1), unit(*body))


def test_a_captured_local_of_a_loop_body_is_fresh():
    declaration = local("x", number(1))
    inner = function([n.Return(0, 0, name("x"))])
    scopes = resolve(unit(loop(declaration, n.ExprStatement(0, 0, inner))), "")
    variable = scopes.declared[declaration][0]
    assert variable.fresh
    assert not variable.boxed


def test_a_fresh_variable_that_is_assigned_is_boxed():
    declaration = local("x", number(1))
    store = n.ExprStatement(0, 0, n.Assign(0, 0, name("x"), number(2)))
    inner = function([n.Return(0, 0, name("x"))])
    scopes = resolve(unit(loop(declaration, n.ExprStatement(0, 0, inner), store)), "")
    variable = scopes.declared[declaration][0]
    assert variable.boxed
    assert variable.stores == 1
    assert variable.outer_stores == 0


def test_the_variables_of_a_loop_header_are_shared():
    each = n.Foreach(0, 0, None, "x", name("a"), n.ExprStatement(0, 0, function([n.Return(0, 0, name("x"))])))
    assert not resolve(unit(each), "").declared[each][0].fresh


def test_python_names_are_unique():
    first, second = local("x"), local("x")
    inner = function([local("x"), n.Return(0, 0, name("y"))])
    tree = unit(first, unit(second), local("y"), n.ExprStatement(0, 0, inner))
    scopes = resolve(tree, "")
    names = [v.python for f in scopes.functions.values() for v in f.variables]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("keyword", ["None", "True", "False", "__debug__"])
def test_names_that_python_keeps_for_itself_are_changed(keyword):
    declaration = local(keyword)
    assert resolve(unit(declaration), "").declared[declaration][0].python != keyword


ERRORS = [
    ("break;", "'break' has to be in a loop block", 1),
    ("while (1) { local f = function() { break } }", "'break' has to be in a loop block", 36),
    ("continue", "'continue' has to be in a loop block", 1),
    ("switch (1) { case 1: continue }", "'continue' has to be in a loop block", 22),
    ("local c; class c {}", "cannot create a class in a local with the syntax(class <local>)", 10),
    ("enum E { A } print(E.B)", "invalid constant [E.B]", 21),
    ("enum E { A } print(E)", "expected '.'", 20),
    ("const X = 1; X = 2", "can't assign expression", 16),
    ("local x; x <- 1", "can't 'create' a local slot", 12),
    ("local x; delete x", "cannot delete an (outer) local", 10),
]


@pytest.mark.parametrize(("source", "message", "column"), ERRORS)
def test_errors_that_need_scopes(source, message, column):
    with pytest.raises(Diagnostic) as caught:
        resolve(parse(source, "f.nut"), source, "f.nut")
    assert caught.value.message == message
    assert (caught.value.line, caught.value.column) == (1, column)


def test_too_many_nested_loops_are_an_error_with_a_place():
    source = "while (1) " * 25 + "{}"
    with pytest.raises(Diagnostic, match="inside one another"):
        resolve(parse(source), source)
