"""Makes matplotlib's SVG fit to stand in a page: small, and without style attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from .prose import greek

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_REFERENCE = re.compile(r"(?<=#)[^)]+")
_LINKS = ("href", "clip-path", "marker-mid", "marker-start", "marker-end")
_MEASURES = ("x", "y", "width", "height", "transform", "points", "viewBox", "stroke-width")
_STEP = re.compile(r"([MLCQz])([^MLCQz]*)")  # what matplotlib writes into a path
_DROPPED = ("metadata", "style")
_SCALE = 1.5  # screen pixels to a point of the drawing, where there is room
_FEW = 8  # so many marks may stay elements of their own


def slim(raw: str, prefix: str) -> str:
    """The same picture with ids under ``prefix`` and coordinates to a tenth of a unit."""
    root = fromstring(raw[raw.index("<svg") :])  # noqa: S314 - matplotlib wrote it
    for node in root.iter():
        _plain(node)
    shapes = {node.attrib["id"]: node for node in root.iter("path") if "id" in node.attrib}
    for group in list(root.iter("g")):
        _gather(group, shapes)
        _join(group)
    _rename(root, prefix)
    _thin(root)
    fine = {shape for kind in ("defs", "marker") for node in root.iter(kind) for shape in node}
    for node in root.iter():
        _round(node, digits=2 if node in fine else 1)
    width = float(root.attrib["viewBox"].split()[2])
    root.attrib = {"width": f"{_SCALE * width:.0f}", "viewBox": root.attrib["viewBox"]}
    return tostring(root, encoding="unicode")


def _plain(node: Element) -> None:
    """Drop namespaces and layout; turn ``style``, which a page's policy forbids, to attributes."""
    node.tag = node.tag.rpartition("}")[2]
    node.tail = None
    node.text = greek(node.text or "") if node.tag in ("text", "tspan") else None
    for name in [name for name in node.attrib if name.startswith("{")]:
        node.set(name.rpartition("}")[2], node.attrib.pop(name))
    for entry in filter(None, node.attrib.pop("style", "").split(";")):
        name, _, value = entry.partition(":")
        if name.strip() not in ("font", "font-family"):
            node.set(name.strip(), value.strip())
    if node.get("transform", "").startswith("rotate(-0 "):
        del node.attrib["transform"]


def _gather(group: Element, shapes: dict[str, Element]) -> None:
    """Many equal marks become one path with a marker at each of its points."""
    marks = group.findall("use")
    looks = {tuple((k, v) for k, v in mark.items() if k not in "xy") for mark in marks}
    if len(marks) <= _FEW or len(looks) > 1 or len(marks) < len(group):
        return
    look = dict(looks.pop())
    shape = shapes[look.pop("href")[1:]]
    name = f"{shape.attrib['id']}-marker"
    points = [f"{float(mark.attrib['x']):.6f} {float(mark.attrib['y']):.6f}" for mark in marks]
    group[:] = []
    marker = SubElement(group, "marker", look, id=name, overflow="visible")
    marker.set("markerUnits", "userSpaceOnUse")
    SubElement(marker, "path", {k: v for k, v in shape.items() if k != "id"})
    ends = {f"marker-{where}": f"url(#{name})" for where in ("start", "mid", "end")}
    SubElement(group, "path", {"d": f"M {' L '.join(points)}", "fill": "none", **ends})


def _join(group: Element) -> None:
    """Paths that one artist draws alike, such as arrows, become one."""
    paths = group.findall("path")
    looks = {tuple((k, v) for k, v in path.items() if k not in ("d", "id")) for path in paths}
    if len(paths) < 2 or len(looks) > 1 or len(paths) < len(group):
        return
    paths[0].set("d", " ".join(path.attrib["d"] for path in paths))
    group[:] = paths[:1]


def _rename(root: Element, prefix: str) -> None:
    links = [node.get(key, "") for node in root.iter() for key in _LINKS]
    used = [name for link in links for name in _REFERENCE.findall(link)]
    short = {name: f"{prefix}{number}" for number, name in enumerate(dict.fromkeys(used))}
    for node in root.iter():
        if node.attrib.get("id") in short:
            node.set("id", short[node.attrib["id"]])
        else:
            node.attrib.pop("id", None)
        for key in _LINKS:
            if key in node.attrib:
                node.set(key, _REFERENCE.sub(lambda found: short[found[0]], node.attrib[key]))


def _thin(node: Element) -> None:
    """Leave out groups that say nothing, empty elements, and shapes that nobody sees."""
    for child in node:
        _thin(child)
    node[:] = [kept for child in node for kept in _kept(child)]


def _kept(node: Element) -> Iterator[Element]:
    hidden = node.get("fill") == "none" and "stroke" not in node.attrib
    if node.tag == "g" and not node.attrib:
        yield from node
    elif node.tag in _DROPPED or (node.tag in ("defs", "g") and not len(node)):
        return
    elif not (node.tag == "path" and hidden and "marker-mid" not in node.attrib):
        yield node


def _round(node: Element, digits: int) -> None:
    for name in _MEASURES:
        if name in node.attrib:
            node.set(name, _NUMBER.sub(lambda m: _short(float(m[0]), digits), node.attrib[name]))
    if "d" in node.attrib:
        node.set("d", _path(node.attrib["d"], digits))


def _short(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _path(text: str, digits: int) -> str:
    """A path in steps from point to point, each rounded so that no error adds up."""
    scale = 10**digits
    at = start = (0, 0)
    pieces: list[str] = []
    before = ""
    for letter, coordinates in _STEP.findall(text):
        rounded = [round(float(number) * scale) for number in coordinates.split()]
        points = list(zip(rounded[::2], rounded[1::2], strict=True))
        if letter == "L" and points == [at]:
            continue
        steps = [axis - at[k] for point in points for k, axis in enumerate(point)]
        numbers = _packed([_short(step / scale, digits) for step in steps])
        repeated = letter == before != "M" or (letter, before) == ("L", "M")
        needs_space = repeated and numbers[:1] != "-"
        pieces.append(" " * needs_space + numbers if repeated else letter.lower() + numbers)
        at = points[-1] if points else start
        start = at if letter == "M" else start
        before = letter
    return "".join(pieces)


def _packed(numbers: list[str]) -> str:
    """Numbers with no more between them than a reader of SVG needs to tell them apart."""
    text = " ".join(re.sub(r"^(-?)0(?=\.)", r"\1", number) for number in numbers)
    return re.sub(r"(?<=\.)(\d+) (?=\.)", r"\1", text.replace(" -", "-"))
