"""What is said beside what is true: on the cards, in the table above them, and in the sentence."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ganproof.reports import selection, wording
from ganproof.reports.page import render
from ganproof.verify.evidence import Counterexample, Evidence, Origin, Outcome, Verdict
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
    assert selection.corrections(lemma.model_copy(update={"mutants": (missed,)})) == (
        lemma.not_said,
        0,
    )


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
        variant(lemma, name, Origin.FOLKLORE, instead=name.upper())
        for name in ("first", "second", "third")
    ]
    found = row(changed(document, mutants=tuple(more)))
    first, verdict, truth = found
    assert first.find("a").get("href") == f"#{LEMMA}"
    assert words(first) == ("Lemma 3.3 A gradient penalty makes the Dirac-GAN locally convergent")
    assert words(verdict) == "proved"
    assert words(truth) == (
        "Not: first (folklore). True: FIRST Not: second (folklore). True: SECOND and 2 more"
    )
    assert [words(node) for node in of_class(truth, "muted")] == [
        "Not: first (folklore).",
        "Not: second (folklore).",
    ]
    (link,) = truth.iter("a")
    assert link.get("href") == f"#{LEMMA}"


def test_a_row_without_a_sentence_of_truth_names_what_is_not_true(document: RunDocument) -> None:
    assert words(row(document)[2]).startswith("Not: No quarter under the root (folklore). Not: ")


def test_the_table_puts_no_statement_of_ours_into_the_papers_mouth(document: RunDocument) -> None:
    (table,) = of_class(parsed(changed(document, origin=Origin.BEYOND)), "overview")
    assert [words(each) for each in table.iter("th")][:3] == [
        "Statement",
        "Verdict",
        "What is not true, and what is",
    ]


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        (Origin.FOLKLORE, "Any step below γ / f′(0)² converges by folklore h <"),
        (Origin.PAPER, "Any step below γ / f′(0)² converges by the paper h <"),
        (Origin.CODE, "Any step below γ / f′(0)² converges by the released code h <"),
        (Origin.BEYOND, "Any step below γ / f′(0)² converges h <"),
    ],
)
def test_a_finding_says_who_claims_it(
    document: RunDocument, lemma: ClaimRecord, origin: Origin, shown: str
) -> None:
    said = lemma.not_said[0].model_copy(update={"origin": origin})
    alone = document.model_copy(update={"claims": (lemma,)})
    (first, *_) = of_class(parsed(changed(alone, not_said=(said,), mutants=())), "finding")
    assert words(first.findall(".//dd")[0]).startswith(shown)


@pytest.mark.parametrize(
    ("shows", "kept"),
    [
        (("3 = 0 is false", "-1/2 >= 1e-3 is false"), ()),
        (("rho = 2", "3 = 0 is false"), ("rho = 2", "3 = 0 is false")),
        (("the point is at 3",), ("the point is at 3",)),
    ],
)
def test_numbers_that_differ_are_no_witness_on_the_first_screen(
    shows: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    found = Counterexample(values={"h": "1"}, shows=shows, verified_by=("fractions",))
    assert selection.telling(found) == found.model_copy(update={"shows": kept})


@pytest.mark.parametrize(
    ("label", "title", "shown"),
    [
        ("Appendix A, small steps", "Appendix A: for small steps", "For small steps"),
        ("Equation 1", "Equation (1): with the logistic loss", "With the logistic loss"),
        ("Equations 9, 10", "Equations (9) and (10): on it", "On it"),
        ("Lemma 2.5, drift", "Lemma 2.5: it drifts: slowly", "It drifts: slowly"),
        ("Figure 3", "Figure 3: eight methods", "Eight methods"),
        ("Section 2.3", "Lemma 2.2: another label", "Lemma 2.2: another label"),
        ("Lemma 2.5", "Lemma 2.5 fails here: a reason", "Lemma 2.5 fails here: a reason"),
        ("", "Lemma 2.5: somebody's own", "Lemma 2.5: somebody's own"),
    ],
)
def test_a_heading_leaves_out_a_number_of_the_labels_kind(
    lemma: ClaimRecord, label: str, title: str, shown: str
) -> None:
    assert wording.heading(lemma.model_copy(update={"label": label, "title": title})) == shown


def test_an_equation_is_not_numbered_twice(document: RunDocument, lemma: ClaimRecord) -> None:
    assert lemma.source.place == "Lemma 3.3, equation (8)"
    alone = lemma.source.model_copy(update={"label": "Equation 8"})
    found = card(changed(document, source=alone, label="Equation 8"))
    assert words(of_class(found, "source")[0]).startswith("Equation 8 · Mescheder")


def test_what_is_absent_of_a_paper_stands_under_the_strip_and_with_the_paper(
    document: RunDocument,
) -> None:
    paper = document.papers[0].model_copy(update={"absent": "the experiments on gamma_0."})
    tree = parsed(document.model_copy(update={"papers": (paper,)}))
    parts = {node.get("id"): node for node in tree.iter("section")}
    for identifier in ("statements", "papers"):
        assert "Not here: the experiments on γ 0 ." in words(parts[identifier])
    assert "Not here" not in render(document)


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


def test_what_has_no_number_of_its_own_stands_after_the_number_that_it_names(
    document: RunDocument,
) -> None:
    places = {
        "Figure 1": "",
        "Appendix A, small steps": "",
        "Lemma B.2": "",
        "Equations 9, 10": "3",
        "Section 3, WGAN-GP": "",
        "Lemma 3.1": "",
        "Equation 12": "",
        "Section 2.3": "2.5",
        "Lemma 2.5, drift": "",
        "Lemma 2.10": "",
        "Lemma 2.5": "",
        "Definition 2.1": "",
        "Equation 1": "1",
    }
    model = document.claims[2]
    claims = tuple(
        model.model_copy(
            update={
                "label": label,
                "source": model.source.model_copy(update={"label": label, "after": after}),
                "origin": Origin.BEYOND if "drift" in label else Origin.PAPER,
            }
        )
        for label, after in places.items()
    )
    found = selection.statements(document.model_copy(update={"claims": claims}))
    assert [claim.label for claim in found] == [
        *("Equation 1", "Definition 2.1", "Lemma 2.5", "Lemma 2.5, drift", "Section 2.3"),
        *("Lemma 2.10", "Lemma 3.1", "Section 3, WGAN-GP", "Equations 9, 10", "Equation 12"),
        *("Appendix A, small steps", "Lemma B.2", "Figure 1"),
    ]


def test_papers_are_not_mixed(document: RunDocument) -> None:
    other = document.papers[0].model_copy(update={"key": "other"})
    two = changed(document, "mescheder2018.lemma_2_5", paper="other")
    found = selection.statements(two.model_copy(update={"papers": (*document.papers, other)}))
    assert [claim.label for claim in found] == ["Lemma 3.3", "Section 3, WGAN-GP", "Lemma 2.5"]


@pytest.mark.parametrize(
    ("refuted_by", "shown"),
    [
        ("smt", "smt"),
        ("sweep", "sweep"),
        ("the_radius_stays", "simulation"),
        ("smt (z3)", "smt (z3)"),
    ],
)
def test_what_refuted_a_variant_is_a_check_that_the_legend_explains(
    document: RunDocument, lemma: ClaimRecord, refuted_by: str, shown: str
) -> None:
    edge = lemma.not_said[0].model_copy(update={"refuted_by": refuted_by})
    page = parsed(changed(document, not_said=(edge,), mutants=()))
    node = next(each for each in page.iter() if each.get("id") == LEMMA)
    assert words(of_class(node, "said")[0]).endswith(f"({shown})")
    (legend,) = of_class(page, "legend")
    assert shown.partition(" ")[0] in [words(each) for each in legend.iter("dt")]


def test_a_variant_made_by_rule_that_is_true_as_well_is_no_defect(
    document: RunDocument, lemma: ClaimRecord
) -> None:
    name = "stable: entry (1, 2) doubled"
    true = variant(lemma, name, Origin.GENERATED, status="still true", refuted=False, refuted_by="")
    (made,) = of_class(card(changed(document, mutants=(true,))), "made")
    assert words(made) == "Stable true as well: entry (1, 2) doubled"
    assert of_class(made, "caught") == []


def test_terms_of_an_engines_own_are_not_shown(document: RunDocument, lemma: ClaimRecord) -> None:
    found = lemma.evidence[0].model_copy(update={"detail": "a remainder is left: x0"})
    weak = lemma.conclusions[0].model_copy(update={"reason": f"samples only: {found.detail}"})
    told = words(card(changed(document, evidence=(found,), conclusions=(weak,))))
    assert "x0" not in told
    assert "x 0" not in told
    assert told.count("he two sides are no identity") == 2


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
