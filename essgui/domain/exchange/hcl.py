"""HCL as python-hcl2's grammar parses it, with the line and column of everything; nothing is evaluated.

A text is only parsed where it is short and shallow: a hostile one must neither hang nor crash the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from essgui.domain.exchange.slips import Slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lark import Token, Tree

    Node = Tree[Token]

MOST_CHARACTERS = 65_536
"""Of a text that is parsed (assumed; a longer configuration is imported block by block)."""
DEEPEST = 60
"""Brackets that may be open at the same time (assumed)."""
LONGEST_NUMBER = 18
"""Digits."""

_ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|(\$\$\{|%%\{)', re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An expression whose value only Terraform knows; `text` is the expression."""

    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A literal that has no value that could be meant."""

    sentence: str


Literal = str | int | float | bool | None | list["Spot"] | Unresolved | Wrong


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and where it stands."""

    value: Literal
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its type, its labels, and what stands in it."""

    kind: str
    labels: tuple[str, ...]
    line: int
    column: int
    attributes: tuple[tuple[str, Spot], ...]
    """In their order; one that is written twice is there twice. A spot is that of the name."""
    blocks: tuple[Block, ...]


def parse(text: str) -> tuple[tuple[Block, ...], Slip | None]:
    """Return the blocks of a text, or why it is no HCL."""
    if len(text) > MOST_CHARACTERS:
        return (), Slip("line 1", f"The text is longer than {MOST_CHARACTERS} characters.", 1, 1)
    deep = _too_deep(text)
    if deep is not None:
        return (), deep
    # The grammar takes a second to build, so it is loaded when the first text is read and not before.
    import hcl2
    from lark.exceptions import UnexpectedInput

    tree_of = cast("Callable[[str], Node]", hcl2.parses_to_tree)  # pyright: ignore[reportUnknownMemberType] - it names no type for leaves
    try:
        tree = tree_of(text)
        return tuple(_blocks(cast("Node", tree.children[0]), text)), None
    except UnexpectedInput as error:
        end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
        line, column = max(1, error.line), max(1, error.column)
        if (line, column) >= end or "$END" in str(error)[:40]:
            return (), _slip(*end, "Not valid HCL: the text ends too early.")
        return (), _slip(line, column, "Not valid HCL: this is not expected here.")
    except RecursionError:
        return (), Slip("line 1", "Too deeply nested to be read.", 1, 1)


def _slip(line: int, column: int, sentence: str) -> Slip:
    return Slip(f"line {line}, column {column}", sentence, line, column)


def _too_deep(text: str) -> Slip | None:
    depth = 0
    for found in re.finditer(r"[\[{(\]})]", text):
        depth = depth + 1 if found[0] in "[{(" else max(0, depth - 1)
        if depth > DEEPEST:
            before = text[: found.start()]
            column = found.start() - before.rfind("\n")
            return _slip(before.count("\n") + 1, column, f"More than {DEEPEST} brackets are open here.")
    return None


def _trees(node: Node) -> Iterator[Node]:
    for child in node.children:
        if hasattr(child, "data"):
            yield cast("Node", child)


def _blocks(body: Node, text: str) -> Iterator[Block]:
    for child in _trees(body):
        if str(child.data) == "block":
            yield _block(child, text)


def _block(node: Node, text: str) -> Block:
    *words, body = _trees(node)
    names = [_word(word) for word in words if str(word.data) != "new_line_or_comment"]
    attributes: list[tuple[str, Spot]] = []
    for child in _trees(body):
        if str(child.data) == "attribute":
            name, *_, expression = _trees(child)
            spot = Spot(_value(expression, text), child.meta.line, child.meta.column)
            attributes.append((_word(name), spot))
    return Block(
        names[0],
        tuple(names[1:]),
        node.meta.line,
        node.meta.column,
        tuple(attributes),
        tuple(_blocks(body, text)),
    )


def _word(node: Node) -> str:
    if str(node.data) == "string":
        found = _string(node, "")
        return found if isinstance(found, str) else ""
    return str(node.children[0])


def _value(node: Node, text: str) -> Literal:
    kind = str(node.data)
    if kind == "unary_op":
        inside = _value(list(_trees(node))[-1], text)
        number = isinstance(inside, int | float) and not isinstance(inside, bool)
        if number and str(node.children[0]) == "-":
            return -cast("int", inside)
        return _unresolved(node, text)
    if kind != "expr_term":
        return _unresolved(node, text)
    inner = [tree for tree in _trees(node) if str(tree.data) != "new_line_or_comment"]
    if len(inner) != 1:
        return _unresolved(node, text)
    return _term(inner[0], node, text)


def _term(node: Node, whole: Node, text: str) -> Literal:
    match str(node.data):
        case "expr_term" | "unary_op":
            return _value(node, text)
        case "int_lit" | "float_lit":
            return _number(str(node.children[0]))
        case "literal_value":
            return {"true": True, "false": False}.get(str(node.children[0]))
        case "string":
            return _string(node, text)
        case "heredoc_template" | "heredoc_template_trim":
            return _heredoc(str(node.children[0]))
        case "tuple":
            inner = [tree for tree in _trees(node) if str(tree.data) != "new_line_or_comment"]
            return [Spot(_value(tree, text), tree.meta.line, tree.meta.column) for tree in inner]
        case _:
            return _unresolved(whole, text)


def _number(word: str) -> Literal:
    if len(word) > LONGEST_NUMBER:
        return Wrong("This number is too long.")
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    found = float(word)
    return int(found) if found.is_integer() else found


def _string(node: Node, text: str) -> Literal:
    parts: list[str] = []
    for part in _trees(node):
        inside = part.children[0]
        if hasattr(inside, "data"):
            return _unresolved(node, text)
        parts.append(str(inside))
    return _unescaped("".join(parts))


def _unescaped(raw: str) -> Literal:
    found: list[str] = []
    at = 0
    for escape in _ESCAPE.finditer(raw):
        found.append(raw[at : escape.start()])
        at = escape.end()
        plain, short, long, other, template = escape.groups()
        if other is not None:
            return Wrong(f"HCL has no escape \\{ascii(other)[1:-1]}.")
        if template is not None:
            found.append(template[1:])
        elif plain is not None:
            found.append(_PLAIN[plain])
        else:
            number = int(short or long, 16)
            if number > 0x10FFFF:
                return Wrong("There is no such character.")
            found.append(chr(number))
    found.append(raw[at:])
    return "".join(found)


def _heredoc(raw: str) -> Literal:
    lines = raw.rstrip("\r\n").split("\n")
    inside = [line.rstrip("\r") for line in lines[1:-1]]
    body = "\n".join(inside)
    if re.search(r"(?<!\$)\$\{|(?<!%)%\{", body):
        return Unresolved(lines[0])
    if raw.startswith("<<-"):
        indent = min((len(line) - len(line.lstrip()) for line in inside if line.strip()), default=0)
        inside = [line[indent:] for line in inside]
    found = "".join(f"{line}\n" for line in inside)
    return found.replace("$${", "${").replace("%%{", "%{")


def _unresolved(node: Node, text: str) -> Unresolved:
    meta = node.meta
    said = "" if meta.empty else text[meta.start_pos : meta.end_pos]
    return Unresolved(" ".join(said.split())[:80])
