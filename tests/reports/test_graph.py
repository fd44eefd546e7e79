"""The dependency graph: everything to the right of what it uses, no line behind a box."""

from __future__ import annotations

import random
import re
from graphlib import CycleError
from itertools import combinations

import html5lib
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ganproof.reports.graph import (
    LEFT,
    PAGE,
    RIGHT,
    SIZE,
    SMALL,
    Box,
    Graph,
    graph,
    measured,
    wrapped,
)
from ganproof.reports.page import render
from ganproof.verify.records import ClaimRecord, RunDocument


def linked(document: RunDocument, **uses: tuple[str, ...]) -> list[ClaimRecord]:
    """Claims by name that use what is given."""
    model = document.claims[1]
    return [model.model_copy(update={"id": name, "uses": ids}) for name, ids in uses.items()]


def sixty(document: RunDocument) -> list[ClaimRecord]:
    """Claims that use some of those before them, the last of them the first, over all layers."""
    choice = random.Random(5)
    uses = {
        f"c{k}": tuple(f"c{i}" for i in sorted(choice.sample(range(k), min(k, k % 3))))
        for k in range(59)
    }
    return linked(document, **uses, last=("c0", "c58"))


def strokes(drawn: Graph) -> list[list[tuple[float, float]]]:
    """Points along each line."""
    found = []
    for line in drawn.lines:
        x, y, *rest = (float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", line))
        if len(rest) == 1:
            found.append([(x, y), (x + rest[0] / 2, y), (x + rest[0], y)])
            continue
        a, b, c, d, to, down = rest
        shares = [k / 40 for k in range(41)]
        found.append(
            [
                (
                    (1 - t) ** 3 * x
                    + 3 * (1 - t) ** 2 * t * a
                    + 3 * (1 - t) * t**2 * c
                    + t**3 * to,
                    (1 - t) ** 3 * y
                    + 3 * (1 - t) ** 2 * t * b
                    + 3 * (1 - t) * t**2 * d
                    + t**3 * down,
                )
                for t in shares
            ]
        )
    return found


def test_a_claim_stands_to_the_right_of_all_that_it_uses(document: RunDocument) -> None:
    claims = sixty(document)
    drawn = graph(claims)
    at = {box.claim.id: box for box in drawn.boxes}
    pairs = [(claim.id, used) for claim in claims for used in claim.uses]
    assert len(pairs) > 50
    assert [pair for pair in pairs if at[pair[0]].x < at[pair[1]].x + drawn.wide] == []


def apart(one: Box, other: Box) -> float:
    """The room between two boxes one above the other."""
    return max(one.y - other.y - other.tall, other.y - one.y - one.tall)


def test_boxes_do_not_touch_and_stay_on_the_canvas(document: RunDocument) -> None:
    drawn = graph(sixty(document))
    touching = [
        (one.claim.id, other.claim.id)
        for one, other in combinations(drawn.boxes, 2)
        if abs(one.x - other.x) < drawn.wide + 4 and apart(one, other) < 4
    ]
    assert touching == []
    assert min(box.y for box in drawn.boxes) >= 0
    assert max(box.x + drawn.wide for box in drawn.boxes) <= drawn.width
    assert max(box.y + box.tall for box in drawn.boxes) <= drawn.height


@pytest.mark.parametrize("layers", [1, 4, 5, 8])
def test_a_chapter_is_as_wide_as_the_page_at_most(document: RunDocument, layers: int) -> None:
    chain = {f"c{k}": (f"c{k - 1}",) if k else () for k in range(layers)}
    drawn = graph(linked(document, **chain, other=("c0",)))
    assert drawn.width <= PAGE
    assert drawn.wide >= 100, "a label such as Proposition 3.3 would not be seen"


LABELS = (
    "Theorem 4.1, WGAN, global",
    "Appendix D, damping",
    "Section 3, WGAN-GP",
    "Section 3, consensus optimisation",
    "Lemma 2.5",
    "Kernels of K_DD and K_DG",
)


@pytest.mark.parametrize("text", [*LABELS, "MMMM", "Mescheder 2018", "Giagtzoglou 2026"])
def test_a_text_is_taken_for_no_narrower_than_a_wide_font_makes_it(text: str) -> None:
    font = FontProperties(family="DejaVu Sans", size=SIZE)
    drawn, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    assert drawn <= measured(text, SIZE) <= 1.5 * drawn


@pytest.mark.parametrize("text", LABELS)
def test_a_label_is_wrapped_inside_its_box_and_nothing_of_it_lost(text: str) -> None:
    for room in (110, 160):
        lines = wrapped(text, room)
        assert max(measured(line, SIZE) for line in lines) <= room
        assert " ".join(lines) == text


def test_what_no_three_lines_hold_is_cut_with_a_mark() -> None:
    lines = wrapped("one two-hundred-and-twenty-two three four and many more words besides", 70)
    assert len(lines) == 3
    assert lines[1].endswith("…")
    assert lines[2].endswith("…")
    assert max(measured(line, SIZE) for line in lines) <= 70


def test_a_box_names_the_paper_as_two_may_have_a_theorem_of_one_number(
    document: RunDocument,
) -> None:
    first, second = linked(document, a=(), b=("a",))
    other = second.model_copy(update={"paper": "other2020"})
    names = {first.paper: "Mescheder 2018", "other2020": "Wolfeschlegelsteinhausen 2020"}
    drawn = {box.claim.id: box for box in graph([first, other], names).boxes}
    assert drawn["a"].source == "Mescheder 2018"
    assert drawn["b"].source.startswith("Wolfeschlegel")
    for box in drawn.values():
        assert measured(box.source, SMALL) <= graph([first, other]).wide - LEFT - RIGHT


def test_no_line_runs_behind_a_box(document: RunDocument) -> None:
    drawn = graph(sixty(document))
    behind = [
        box.claim.id
        for points in strokes(drawn)
        for x, y in points
        for box in drawn.boxes
        if box.x < x < box.x + drawn.wide and box.y - 1 < y < box.y + box.tall + 1
    ]
    assert behind == []


def test_a_line_over_several_layers_is_unbroken(document: RunDocument) -> None:
    drawn = graph(linked(document, a=(), b=("a",), c=("b", "a")))
    ends = {(points[0], points[-1]) for points in strokes(drawn)}
    at = {box.claim.id: box for box in drawn.boxes}
    middle = {name: box.y + box.tall / 2 for name, box in at.items()}
    here, goal = (at["a"].x + drawn.wide, middle["a"]), (at["c"].x, middle["c"])
    (first,) = [end for start, end in ends if start == here and end[1] != middle["b"]]
    (through,) = [end for start, end in ends if start == first]
    assert (through, goal) in ends


def test_lines_that_need_not_cross_do_not(document: RunDocument) -> None:
    drawn = graph(linked(document, a=(), b=(), c=("b",), d=("a",)))
    at = {box.claim.id: box.y for box in drawn.boxes}
    assert (at["a"] < at["b"]) == (at["d"] < at["c"])


def test_who_uses_nothing_and_is_not_used_is_not_drawn(document: RunDocument) -> None:
    claims = linked(document, a=(), b=("a",), alone=(), stranger=("elsewhere",))
    assert {box.claim.id for box in graph(claims).boxes} == {"a", "b"}
    assert graph([]).boxes == ()


def test_claims_that_use_each_other_are_refused(document: RunDocument) -> None:
    with pytest.raises(CycleError):
        graph(linked(document, a=("b",), b=("a",)))


def test_the_page_links_every_box_and_counts_the_rest(document: RunDocument) -> None:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(render(document))
    section = next(node for node in tree.iter() if node.get("id") == "dependencies")
    links = [node.get("href") for node in section.iter("{http://www.w3.org/2000/svg}a")]
    assert sorted(links) == [
        "#mescheder2018.lemma_2_5",
        "#mescheder2018.lemma_3_3",
        "#textbook.linearisation",
    ]
    words = " ".join(" ".join(section.itertext()).split())
    assert "2 more statements neither use another here nor are used" in words
    assert "Lemma 3.3: A gradient penalty makes the Dirac-GAN locally convergent (proved)" in words
