"""Figures: one house style, small enough for a chapter, panels with the verdict under each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ganproof.reports import figures
from ganproof.reports.mathml import ReportError
from ganproof.reports.page import render
from ganproof.reports.svg import slim
from ganproof.verify.evidence import Evidence, Outcome, Verdict
from ganproof.verify.records import FigureRecord, RunDocument

LEMMA = "mescheder2018.lemma_3_3"
SVG = "{http://www.w3.org/2000/svg}"
FIGURE = FigureRecord(title="A <path>", caption="From the start", data={"x": (0.0, 1.0)})
PANEL = FIGURE.model_copy(update={"illustrates": "stable"})


def drawing(axes: Any, data: figures.Data) -> None:
    axes.plot(data["x"], data["x"], label="path")
    axes.set_xlabel("theta")
    axes.legend()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every claim's module draws a line."""
    monkeypatch.setattr(figures, "_drawing", lambda _claim: drawing)


def card(document: RunDocument, **changes: Any) -> Element:
    """The card of Lemma 3.3 with some fields replaced."""
    claims = tuple(
        each.model_copy(update=changes) if each.id == LEMMA else each for each in document.claims
    )
    text = render(document.model_copy(update={"claims": claims}))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    identifiers = attributes(tree, "id")
    assert len(identifiers) == len(set(identifiers))
    return next(node for node in tree.iter() if node.get("id") == LEMMA)


def attributes(tree: Element, *names: str) -> list[str]:
    return [node.attrib[name] for node in tree.iter() for name in names if name in node.attrib]


def of_class(tree: Element, name: str) -> list[Element]:
    return [node for node in tree.iter() if name in node.get("class", "").split()]


def words(node: Element) -> str:
    return " ".join(" ".join(node.itertext()).split())


def points(path: str) -> Iterator[tuple[float, float]]:
    """Where a path of relative moves and lines goes, as the SVG specification reads it."""
    x = y = 0.0
    start = (x, y)
    for letter, steps in re.findall(r"([mlz])([^mlz]*)", path):
        if letter == "z":
            x, y = start
            continue
        numbers = [float(number) for number in re.findall(r"-?(?:\d+(?:\.\d*)?|\.\d+)", steps)]
        for at in range(0, len(numbers), 2):
            x, y = x + numbers[at], y + numbers[at + 1]
            yield x, y
            start = (x, y) if letter == "m" and at == 0 else start


def test_a_figure_follows_the_house_style() -> None:
    text = figures.svg(drawing, FIGURE, prefix="one-")
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    identifiers = attributes(tree, "id")
    assert all(identifier.startswith("one-") for identifier in identifiers)
    assert set(re.findall(r"(?:href=\"|url\()#([^\")]+)", text)) <= set(identifiers)
    assert not re.search(r"#[0-9a-f]{6}\b", text), "a colour that dark mode cannot reach"
    assert "var(--accent)" in text
    svg = tree[0]
    assert (svg.get("role"), words(svg[0]), words(svg[1])) == ("img", "A <path>", "From the start")
    assert "θ" in words(svg), "text stays text"
    assert attributes(tree, "style") == [], "the policy would need a hash for each"
    assert text == figures.svg(drawing, FIGURE, prefix="one-")


def test_many_marks_become_one_path_with_markers() -> None:
    def scattered(axes: Any, data: figures.Data) -> None:
        axes.plot(data["x"], data["x"], ".")
        axes.axvspan(0, 1)
        axes.annotate("here", (0, 0), xytext=(5, 5), arrowprops={"arrowstyle": "->"})

    record = FIGURE.model_copy(update={"data": {"x": tuple(map(float, range(40)))}})
    text = figures.svg(scattered, record, prefix="one-")
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    marked = [node for node in tree.iter() if node.get("marker-mid")]
    assert [len(list(points(node.attrib["d"]))) for node in marked] == [40]
    assert set(re.findall(r"(?:href=\"|url\()#([^\")]+)", text)) <= set(attributes(tree, "id"))
    assert not re.search(r"#[0-9a-f]{6}\b", text), "a colour that dark mode cannot reach"
    assert not re.search(r"\.\d{3}", text), "coordinates finer than anyone sees"


def test_steps_between_points_add_up_to_the_points() -> None:
    there = [(50 + 40 * math.cos(k * k), 50 + 40 * math.sin(k / 7)) for k in range(400)]
    path = " L ".join(f"{x:.6f} {y:.6f}" for x, y in there)
    raw = f'<svg viewBox="0 0 100 100"><path d="M {path} z M 3 4 L 5 6"/></svg>'
    (slimmed,) = re.findall(r' d="([^"]*)"', slim(raw, "one-"))
    found = list(points(slimmed))
    assert len(found) == 402
    assert max(math.dist(a, b) for a, b in zip(found[:400], there, strict=True)) < 0.0708
    assert found[400:] == [pytest.approx((3, 4)), pytest.approx((5, 6))]


def test_a_field_of_arrows_is_one_path() -> None:
    def field(axes: Any, data: figures.Data) -> None:
        axes.quiver(data["x"], data["x"], data["x"], data["x"])

    record = FIGURE.model_copy(update={"data": {"x": tuple(map(float, range(1, 11)))}})
    (svg,) = html5lib.parseFragment(figures.svg(field, record, "one-"), namespaceHTMLElements=False)
    black = [node.attrib["d"] for node in svg.iter(f"{SVG}path") if "fill" not in node.attrib]
    assert max(path.count("m") for path in black) == 10
    assert svg.get("fill") == "var(--ink)", "black would be lost in dark mode"


def test_a_panel_of_a_chapter_costs_less_than_fourteen_thousand_characters() -> None:
    def field(axes: Any, data: figures.Data) -> None:
        axes.plot(data["theta"], data["psi"])
        axes.quiver(data["x"], data["y"], data["y"], data["x"])

    turns = [k / 12 for k in range(500)]
    grid = [float(k) for k in range(10)]
    data = {
        "theta": tuple(math.cos(t) * math.exp(t / 40) for t in turns),
        "psi": tuple(math.sin(t) * math.exp(t / 40) for t in turns),
        "x": tuple(x for x in grid for _ in grid),
        "y": tuple(y for _ in grid for y in grid),
    }
    text = figures.svg(field, PANEL.model_copy(update={"data": data}), "one-")
    # 500 points and 100 arrows of 7 corners, two steps each such as "-12.3": 12,000 at the most,
    # less what lies on a straight line; and the axes.
    assert len(text) < 14_000


def test_a_figure_is_part_of_its_card(document: RunDocument, drawn: None) -> None:
    found = card(document, figures=(FIGURE, FIGURE))
    assert len(found.findall(f".//figure/{SVG}svg")) == 2
    assert of_class(found, "panels") == []


def test_panels_stand_together_each_with_its_verdict(document: RunDocument, drawn: None) -> None:
    lemma = next(claim for claim in document.claims if claim.id == LEMMA)
    eigenvalues, stable = lemma.conclusions
    within = stable.model_copy(update={"verdict": Verdict.PROVED_WITHIN})
    records = (
        PANEL.model_copy(update={"title": "(a) flow", "illustrates": "eigenvalues"}),
        PANEL.model_copy(update={"title": "(b) steps of n_g"}),
        FIGURE,
    )
    found = card(document, figures=records, conclusions=(eigenvalues, within))
    (grid,) = of_class(found, "panels")
    assert [words(node) for node in of_class(grid, "outcome")] == [
        "proved",
        "proved within a scope",
    ]
    assert [words(node) for node in grid.iter("h4")] == ["(a) flow", "(b) steps of n g"]
    assert [words(node) for node in grid.iter("figcaption")] == ["From the start"] * 2
    assert list(grid.iter("a")) == [], "the verdict leads nowhere"
    tones = [node.get("href") for node in grid.iter(f"{SVG}use") if "icon" in node.get("href", "")]
    assert tones == ["#icon-proved", "#icon-scoped"]
    assert len(found.findall(f".//figure/{SVG}svg")) == 3, "the other figure stays where it was"


def test_panels_are_drawn_small_and_all_of_one_size(document: RunDocument) -> None:
    def flat(axes: Any, data: figures.Data) -> None:
        axes.plot([0, 10], [0, 1])
        axes.set(aspect="equal")

    boxes = [
        re.findall(r'viewBox="([^"]*)"', figures.svg(each, PANEL, "one-"))
        for each in (drawing, flat)
    ]
    assert boxes[0] == boxes[1] == ["0 0 165.6 165.6"], "2.3 inch of 72 points"
    (wide,) = re.findall(r'viewBox="0 0 (\S+)', figures.svg(drawing, FIGURE, "one-"))
    assert float(wide) > 1.5 * 165.6


def test_labels_of_a_panel_are_on_it_and_panels_with_labels_alike_are_aligned() -> None:
    def labelled(top: float, label: str) -> tuple[float, float]:
        """Where the vertical axis stands, and the left edge of its label's letters."""

        def drawing(axes: Any, data: figures.Data) -> None:
            axes.plot([0, 1], [-top, top])
            axes.set(ylabel=label)

        svg = figures.svg(drawing, PANEL, "one-")
        (baseline,) = re.findall(rf'<text x="(\S+)" [^>]*rotate\(-90[^>]*>{label}<', svg)
        (axis,) = re.findall(r'<rect x="(\S+)"', svg)
        return float(axis), float(baseline) - 0.8 * 8.5  # tall letters, turned

    half, more, short = (
        labelled(top, label) for top, label in ((0.5, "half"), (0.6, "more"), (4, "low"))
    )
    assert min(half[1], more[1], short[1]) >= 0
    assert half[0] == more[0]
    assert short[0] == pytest.approx(0.2 * 165.6, abs=0.1)


def test_a_panel_shows_what_was_measured_and_the_list_does_not_repeat_it(
    document: RunDocument, drawn: None
) -> None:
    lemma = next(claim for claim in document.claims if claim.id == LEMMA)
    stable = lemma.conclusions[1].model_copy(
        update={"verdict": Verdict.UNREFUTED, "scope": "1 case", "reason": "samples only"}
    )
    found = Evidence(
        check="simulation",
        conclusion="stable",
        outcome=Outcome.UNREFUTED,
        engines=("numpy",),
        detail="panel a: distance 1e-3 to 0.2, radius: 1",
    )

    def shown(*panels: FigureRecord) -> tuple[str, bool]:
        conclusions = (lemma.conclusions[0], stable)
        node = card(document, conclusions=conclusions, evidence=(found,), figures=panels)
        outcomes = [words(each) for each in of_class(node, "panels")]
        return " ".join(outcomes), "1 case, samples only" in words(of_class(node, "statement")[0])

    pictured, repeated = shown(PANEL)
    assert "no counterexample found Distance 10 −3 to 0.2, radius: 1 From" in pictured
    assert not repeated
    assert shown() == ("", True)


def test_a_figure_that_nothing_draws_names_the_claim(document: RunDocument) -> None:
    lost = {"id": "nowhere.claim", "figures": (FIGURE,)}
    orphan = document.claims[2].model_copy(update=lost)
    with pytest.raises(ReportError, match=r"nowhere\.claim"):
        render(document.model_copy(update={"claims": (orphan,)}))
