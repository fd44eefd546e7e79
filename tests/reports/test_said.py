"""What is said beside what is true: on the cards, in the table above them, and in the sentence."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ganproof.reports import selection, wording
from ganproof.reports.page import render
from ganproof.verify.evidence import Evidence, Origin, Outcome, Verdict
from ganproof.verify.records import ClaimRecord, MutantRecord, RunDocument

LEMMA = "mescheder2018.lemma_3_3"


def changed(document: RunDocument, identifier: str = LEMMA, **changes: Any) -> RunDocument:
    """The document with some fields of one claim replaced."""
    claims = tuple(
        claim.model_copy(update=changes) if claim.id == identifier else claim
        for claim in document.claims
    )
    return document.model_copy(update={"claims": claims})


def parsed(document: RunDocument) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(render(document))


def card(document: RunDocument, identifier: str = LEMMA) -> Element:
    return next(node for node in parsed(document).iter() if node.get("id") == identifier)


def row(document: RunDocument, identifier: str = LEMMA) -> Element:
    tree = parsed(document)
    return next(node for node in tree.iter("tr") if node.get("data-claim") == identifier)


def of_class(tree: Element, name: str) -> list[Element]:
    return [node for node in tree.iter() if name in node.get("class", "").split()]


def words(node: Element) -> str:
    return " ".join(" ".join(node.itertext()).split())


def variant(claim: ClaimRecord, name: str, origin: Origin, **more: Any) -> MutantRecord:
    return claim.mutants[0].model_copy(update={"name": name, "origin": origin, **more})


@pytest.fixture
def lemma(document: RunDocument) -> ClaimRecord:
    return next(claim for claim in document.claims if claim.id == LEMMA)


def test_what_is_said_stands_beside_what_is_true_and_where_it_fails(
    document: RunDocument, lemma: ClaimRecord
) -> None:
    told = lemma.not_said[0].model_copy(update={"instead": "only below a bound"})
    (said,) = of_class(card(changed(document, not_said=(told,))), "said")
    first, second = said.findall("./ul/li")
    assert [words(each)[:40] for each in first.findall("div")] == [
        "Folklore says No quarter under the root ",
        "The statement says Eigenvalues λ 1 , 2 =",
    ]
    left, right = second.findall("div")
    assert words(left).startswith("Folklore says Any step below γ / f′(0)² converges h <")
    assert words(right).startswith("True instead only below a bound False at γ = 4 , a = 1 , h = 1")


def test_who_says_it_is_told_and_slips_of_the_notes_come_last(
    document: RunDocument, lemma: ClaimRecord
) -> None:
    names = {
        Origin.NOTES: "one is right",
        Origin.BEYOND: "two is right",
        Origin.CODE: "three is right",
        Origin.FOLKLORE: "four is right",
        Origin.PAPER: "five is right",
    }
    mutants = tuple(variant(lemma, name, origin) for origin, name in names.items())
    edge = variant(lemma, "an edge", Origin.BEYOND)
    found = card(changed(document, mutants=mutants, not_said=(edge,)))
    (said,) = of_class(found, "said")
    firsts = [words(item.findall("div")[0]) for item in said.findall("./ul/li")]
    assert firsts == [
        "The paper says Five is right",
        "Folklore says Four is right",
        "The released code says Three is right",
        "It does not say An edge",
        "The reading notes say One is right",
    ]


def test_nothing_that_is_said_is_shown_twice_on_a_card(
    document: RunDocument, lemma: ClaimRecord
) -> None:
    names = [each.name for each in (*lemma.mutants, *lemma.not_said)]
    text = words(card(document)).replace("′", "'")
    assert len(names) == 3
    assert [text.count(name) for name in names] == [1, 1, 1]
    planted = of_class(card(document), "variants")
    assert [words(node)[:24] for node in planted] == ["A zero penalty is enough"]


def test_a_card_about_which_nothing_false_is_said_has_no_such_block(document: RunDocument) -> None:
    quiet = changed(document, mutants=(), not_said=())
    assert of_class(card(quiet), "said") == []
    assert words(row(quiet)).endswith("proved")


def test_what_others_say_and_was_not_refuted_is_marked(
    document: RunDocument, lemma: ClaimRecord
) -> None:
    missed = variant(lemma, "a slip", Origin.CODE, status="survived", refuted=False)
    found = card(changed(document, mutants=(missed,), as_expected=False))
    assert [words(node) for node in of_class(found, "surprise")] == [
        "unexpected",
        "survived",
    ]
    assert selection.corrections(lemma.model_copy(update={"mutants": (missed,)})) == lemma.not_said


def test_the_table_has_a_row_for_each_statement_of_a_paper(document: RunDocument) -> None:
    own = changed(document, paper="")
    tables = of_class(parsed(own), "overview")
    assert [words(table.find("caption")) for table in tables] == [
        "Which Training Methods for GANs do actually Converge? 2018",
        "Outside any paper",
    ]
    rows = [[node.get("data-claim") for node in table.findall("./tbody/tr")] for table in tables]
    assert rows == [["mescheder2018.lemma_2_5", "mescheder2018.wgan_gp"], [LEMMA]]


def test_a_row_links_its_card_and_says_verdict_and_truth(
    document: RunDocument, lemma: ClaimRecord
) -> None:
    more = [
        variant(lemma, name, Origin.FOLKLORE, instead=name.upper()) for name in ("x1", "x2", "x3")
    ]
    found = row(changed(document, mutants=tuple(more)))
    first, verdict, truth = found
    assert first.find("a").get("href") == f"#{LEMMA}"
    assert words(first) == ("Lemma 3.3 A gradient penalty makes the Dirac-GAN locally convergent")
    assert words(verdict) == "proved"
    assert words(truth) == "X1 (against folklore) X2 (against folklore)"


def test_a_row_without_a_sentence_of_truth_names_what_is_not_true(document: RunDocument) -> None:
    assert words(row(document)[2]).startswith("Not true: No quarter under the root. (against f")


@pytest.mark.parametrize(
    ("verdict", "scope", "shown"),
    [
        (Verdict.EXAMPLES, "quadratic models", "holds on the examples quadratic models"),
        (Verdict.PROVED_WITHIN, "matrices up to 2 x 2", "proved within a scope matrices up to 2"),
    ],
)
def test_a_verdict_with_a_scope_says_it_on_the_card_and_in_the_table(
    document: RunDocument, verdict: Verdict, scope: str, shown: str
) -> None:
    scoped = changed(document, verdict=verdict, expected=verdict, scope=scope)
    assert words(row(scoped)[1]).startswith(shown)
    (outcome,) = card(scoped).findall("./header/p[@class='outcome']")
    assert words(outcome).startswith(shown)


def test_the_unexpected_is_marked_in_the_table(document: RunDocument) -> None:
    assert "unexpected" in words(row(changed(document, as_expected=False)))
    assert "unexpected" not in words(row(document))


def test_what_goes_beyond_the_paper_is_not_counted_as_the_papers(document: RunDocument) -> None:
    ours = changed(document, origin=Origin.BEYOND)
    assert wording.sentence(ours).text == (
        "2 statements from one paper and 1 of our own: 2 proved, 1 proved only on a narrower scope."
    )
    both = changed(ours, "mescheder2018.wgan_gp", origin=Origin.FOLKLORE)
    assert wording.sentence(both).text.startswith(
        "1 statement from one paper, 1 of folklore and 1 of our own: "
    )
    free = changed(document, paper="")
    assert wording.sentence(free).text.startswith("2 statements from one paper and 1 of our own: ")


def test_what_goes_beyond_the_paper_says_so_on_card_and_row(document: RunDocument) -> None:
    ours = changed(document, origin=Origin.BEYOND)
    assert words(row(ours)[0]).startswith("Lemma 3.3 · beyond the paper A gradient")
    found = words(card(ours))
    assert found.startswith("Lemma 3.3, equation (8) · beyond the paper · Mescheder")
    assert "The paper does not state it." in found
    assert "confirmed against the paper" not in found
    assert "beyond the paper" not in words(card(document))


def test_statements_stand_in_the_order_of_the_paper(document: RunDocument) -> None:
    labels = [
        *("Figure 3", "Section 3, WGAN-GP", "Lemma 3.10", "Lemma 3.3, again", "Lemma 3.3"),
        *("Equation 1", "Appendix A", "Section 2.3", "Definition 2.1"),
    ]
    model = document.claims[2]
    claims = tuple(
        model.model_copy(
            update={
                "id": f"c{k}",
                "label": label,
                "origin": Origin.BEYOND if "again" in label else Origin.PAPER,
            }
        )
        for k, label in enumerate(labels)
    )
    found = selection.statements(document.model_copy(update={"claims": claims}))
    assert [claim.label for claim in found] == [
        *("Definition 2.1", "Section 2.3", "Lemma 3.3", "Lemma 3.3, again", "Lemma 3.10"),
        *("Section 3, WGAN-GP", "Equation 1", "Appendix A", "Figure 3"),
    ]


def test_a_remark_is_a_kind_that_can_be_chosen(document: RunDocument) -> None:
    form = next(
        node
        for node in parsed(changed(document, kind="remark")).iter("select")
        if node.get("name") == "kind"
    )
    assert [words(option) for option in form] == [
        "all",
        "lemma",
        "remark",
        "proposition",
        "erratum",
    ]


def test_how_a_proof_was_made_is_said_once_and_what_failed_each_time() -> None:
    def found(conclusion: str, outcome: Outcome, detail: str) -> Evidence:
        return Evidence(
            check="sweep", conclusion=conclusion, outcome=outcome, engines=(), detail=detail
        )

    evidence = [
        found("a", Outcome.UNREFUTED, "1000 points"),
        found("b", Outcome.UNREFUTED, "1000 points"),
        found("a", Outcome.UNKNOWN, "not supported"),
        found("b", Outcome.UNKNOWN, "not supported"),
    ]
    assert [each.detail for each in selection.merged(evidence)] == [
        "1000 points",
        "",
        "not supported",
        "not supported",
    ]
