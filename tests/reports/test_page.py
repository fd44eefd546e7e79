"""The page: complete, self-contained, reproducible, and safe whatever a record contains."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ganproof.reports import selection, wording
from ganproof.reports.mathml import ReportError, equation, formula
from ganproof.reports.page import build, render, shortened
from ganproof.reports.prose import prose
from ganproof.verify.evidence import Counterexample, Evidence, Origin, Outcome, Verdict
from ganproof.verify.records import ConclusionRecord, RunDocument

LEMMA = "mescheder2018.lemma_3_3"
STYLE = Path(wording.__file__).with_name("static") / "style.css"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"


def parsed(text: str) -> Element:
    """The tree, from a parser that refuses any fault."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def changed(document: RunDocument, identifier: str = LEMMA, **changes: Any) -> RunDocument:
    """The document with some fields of one claim replaced."""
    claims = tuple(
        claim.model_copy(update=changes) if claim.id == identifier else claim
        for claim in document.claims
    )
    return document.model_copy(update={"claims": claims})


def only(document: RunDocument, *identifiers: str) -> RunDocument:
    """The document with only these claims."""
    claims = tuple(claim for claim in document.claims if claim.id in identifiers)
    return document.model_copy(update={"claims": claims})


def by_id(tree: Element, identifier: str) -> Element:
    return next(node for node in tree.iter() if node.get("id") == identifier)


def words(node: Element) -> str:
    return " ".join(" ".join(node.itertext()).split())


def attributes(tree: Element, *names: str) -> list[str]:
    return [node.attrib[name] for node in tree.iter() for name in names if name in node.attrib]


def cases(document: RunDocument) -> ConclusionRecord:
    """A conclusion whose MathML carries style attributes."""
    latex = r"\begin{cases}1&x\\2&y\end{cases}\begin{aligned}a&=b\\c&=d\end{aligned}"
    return document.claims[2].conclusions[0].model_copy(update={"latex": latex})


def test_the_page_is_valid_and_its_links_resolve(document: RunDocument) -> None:
    tree = parsed(render(document))
    identifiers = attributes(tree, "id")
    assert len(identifiers) == len(set(identifiers))
    internal = [link[1:] for link in attributes(tree, "href") if link.startswith("#")]
    referenced = " ".join(attributes(tree, "aria-labelledby", "for", "data-copy")).split()
    assert LEMMA in internal
    assert set(internal) | set(referenced) <= set(identifiers)


def test_nothing_on_the_page_leads_outside(document: RunDocument) -> None:
    text = render(document)
    places = [*attributes(parsed(text), "src", "href"), *re.findall(r"url\(\"?([^)\"]*)", text)]
    assert places
    assert [place for place in places if not place.startswith(("#", "?", "data:"))] == []


def test_the_policy_allows_exactly_what_is_inlined(document: RunDocument) -> None:
    tree = parsed(render(changed(document, conclusions=(cases(document),))))
    meta = next(node for node in tree.iter("meta") if node.get("http-equiv"))
    policy = dict(part.split(" ", 1) for part in meta.attrib["content"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "data:"
    assert "unsafe-inline" not in meta.attrib["content"]

    def allowed(texts: list[str]) -> set[str]:
        digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
        return {f"'sha256-{digest}'" for digest in digests}

    scripts = [node.text or "" for node in tree.iter("script")]
    styles = [node.text or "" for node in tree.iter("style")]
    inline = attributes(tree, "style")
    assert inline, "the case distinction should carry style attributes"
    assert set(policy["script-src"].split()) == allowed(scripts)
    assert set(policy["style-src"].split()) == {"'unsafe-hashes'", *allowed(styles + inline)}


def test_the_same_document_gives_the_same_bytes(document: RunDocument, tmp_path: Path) -> None:
    document = changed(document, conclusions=(cases(document),))
    source = tmp_path / "run.json"
    source.write_text(document.model_dump_json(), encoding="utf-8")
    program = (
        "import sys, pathlib;"
        "from ganproof.reports.page import build;"
        "from ganproof.verify.records import RunDocument;"
        "text = pathlib.Path(sys.argv[1]).read_text(encoding='utf-8');"
        "build(RunDocument.model_validate_json(text), pathlib.Path(sys.argv[2]))"
    )
    build(document, tmp_path / "0.html")
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program, str(source), str(target)]
        subprocess.run(command, check=True, env=environment)
        assert target.read_bytes() == (tmp_path / "0.html").read_bytes()


def test_markup_in_a_record_is_shown_as_text(document: RunDocument) -> None:
    point = Counterexample(values={HOSTILE: HOSTILE}, shows=(HOSTILE,), verified_by=("x",))
    claim = document.claims[2]
    variant = claim.mutants[0].model_copy(
        update={"name": HOSTILE, "detail": HOSTILE, "counterexample": point}
    )
    evidence = Evidence(
        check=HOSTILE,
        conclusion=HOSTILE,
        outcome=Outcome.PROVED,
        engines=(HOSTILE,),
        scope=HOSTILE,
        detail=HOSTILE,
        box={HOSTILE: (HOSTILE, HOSTILE)},
        counterexample=point,
        artifact="</pre>" + HOSTILE,
    )
    paper = document.papers[0].model_copy(update={"title": HOSTILE, "bibtex": HOSTILE})
    hostile = changed(
        document,
        title=HOSTILE,
        description=HOSTILE,
        scope=HOSTILE,
        trust=(HOSTILE,),
        mutants=(variant,),
        not_said=(variant,),
        evidence=(evidence,),
        as_expected=False,
    ).model_copy(update={"papers": (paper,)})
    tree = parsed(render(hostile))
    assert len(list(tree.iter("script"))) == len(list(parsed(render(document)).iter("script")))
    assert list(tree.iter("img")) == []
    assert attributes(tree, "onerror", "onload") == []
    assert words(by_id(tree, LEMMA)).count("<script>alert(1)</script><img") > 10


@pytest.mark.parametrize(
    ("field", "part"),
    [("conclusions", "conclusion"), ("assumptions", "assumption"), ("not_said", "variant")],
)
def test_latex_that_does_not_convert_names_the_claim(
    document: RunDocument, field: str, part: str
) -> None:
    first = getattr(document.claims[2], field)[0].model_copy(
        update={"name": "broken", "latex": r"\frac{1}{"}
    )
    with pytest.raises(ReportError) as caught:
        render(changed(document, **{field: (first,)}))
    for expected in (LEMMA, f"{part} broken", r"\frac{1}{"):
        assert expected in str(caught.value)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_follows_the_published_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.478, abs=1e-3)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_is_readable(theme: int) -> None:
    pairs = re.findall(
        r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", STYLE.read_text(encoding="utf-8")
    )
    palette = {name: colours[theme] for name, *colours in pairs}
    texts = {"ink", "muted", "accent", "unexpected", *wording.TONES.values()}
    assert texts <= set(palette)
    for ground in ("paper", "raised"):
        faint = {name for name in texts if contrast(palette[name], palette[ground]) < 4.5}
        assert not faint, f"on {ground}"


def test_the_sentence_counts_in_words_a_reader_knows(document: RunDocument) -> None:
    found = wording.sentence(document)
    assert found.text == (
        "3 statements from one paper: 2 proved, 1 proved only on a narrower scope."
    )
    assert found.closing == "Nothing unexpected."
    alone = wording.sentence(only(document, LEMMA))
    assert alone.text == "1 statement from one paper: 1 proved."


def test_the_sentence_counts_papers_and_puts_the_false_last(document: RunDocument) -> None:
    two = changed(document, paper="other", verdict=Verdict.REFUTED, expected=Verdict.REFUTED)
    assert wording.sentence(two).text == (
        "3 statements from two papers: 1 proved, 1 proved only on a narrower scope, 1 false."
    )
    free = changed(only(document, LEMMA), paper="", verdict=Verdict.UNDECIDED)
    assert wording.sentence(free).text == "1 statement: 1 undecided."


def test_every_verdict_has_words_a_tone_and_an_icon(document: RunDocument) -> None:
    tree = parsed(render(document))
    icons = {node.get("id") for node in tree.iter(f"{SVG}symbol")}
    for verdict in Verdict:
        assert f"icon-{wording.TONES[verdict]}" in icons
        text = wording.sentence(changed(only(document, LEMMA), verdict=verdict)).text
        assert text.startswith("1 statement from one paper: 1 ")


def test_the_unexpected_is_named_and_marked(document: RunDocument) -> None:
    odd = changed(document, verdict=Verdict.UNDECIDED, as_expected=False)
    found = wording.sentence(odd)
    assert found.closing == "One is not as expected."
    assert [s.text for s in found.surprises] == ["Lemma 3.3: undecided, but expected was: proved."]
    tree = parsed(render(odd))
    assert "is-unexpected" in by_id(tree, LEMMA).attrib["class"]
    assert "unexpected: should be proved" in words(by_id(tree, LEMMA))
    assert "is-unexpected" in by_id(tree, "sentence")[0].attrib["class"]


def test_a_survivor_is_named_as_the_surprise(document: RunDocument) -> None:
    mutant = (
        document.claims[2].mutants[0].model_copy(update={"status": "survived", "refuted": False})
    )
    odd = changed(document, mutants=(mutant,), as_expected=False)
    assert wording.sentence(odd).surprises[0].text == (
        "Lemma 3.3 lets a false variant pass: A zero penalty is enough."
    )


def test_two_surprises_are_counted(document: RunDocument) -> None:
    odd = changed(changed(document, as_expected=False), "mescheder2018.wgan_gp", as_expected=False)
    assert wording.sentence(odd).closing == "Two are not as expected."


def test_an_expected_refutation_is_not_marked(document: RunDocument) -> None:
    false = changed(document, verdict=Verdict.REFUTED, expected=Verdict.REFUTED)
    classes = " ".join(attributes(parsed(render(false)), "class")).split()
    assert "tone-false" in classes
    assert not {"is-unexpected", "unexpected", "surprise"} & set(classes)


def test_findings_take_turns_and_prefer_what_somebody_says(document: RunDocument) -> None:
    found = selection.findings(document)
    assert [finding.variant.name for finding in found] == [
        "Eigenvalues on the unit circle make the iteration stable",
        "Any step below γ / f'(0)² converges",
        "WGAN-GP converges to nothing at all",
    ]
    assert found[0].truth is not None
    assert found[0].truth.name == "on the circle"


def test_findings_go_round_again_and_want_a_counterexample(document: RunDocument) -> None:
    lemma = only(document, LEMMA)
    edge = lemma.claims[0].not_said[0].model_copy(update={"counterexample": None})
    found = selection.findings(changed(lemma, not_said=(edge,)))
    assert [finding.variant.name for finding in found] == [
        "No quarter under the root",
        "A zero penalty is enough",
        "Any step below γ / f'(0)² converges",
    ]


def test_what_others_say_with_its_truth_beside_it_comes_before_all_turns(
    document: RunDocument,
) -> None:
    said = (
        document.claims[2]
        .mutants[0]
        .model_copy(update={"origin": Origin.FOLKLORE, "instead": "it needs gamma > 0"})
    )
    found = selection.findings(changed(document, mutants=(said,)))
    assert found[0].variant == said
    assert len(found) == 3


def test_slips_of_the_notes_stay_out_of_the_first_screen(document: RunDocument) -> None:
    tree = parsed(render(document))
    first = next(node for node in tree.iter("section") if node.get("class") == "first")
    assert "The threshold is at 1" not in words(first)
    assert "The threshold is at 1" in words(by_id(tree, "errata"))
    edge = document.claims[2].not_said[0].model_copy(update={"origin": Origin.NOTES})
    noted = changed(only(document, LEMMA), not_said=(edge,), mutants=())
    assert [slip.name for _, slip in selection.slips(noted)] == [edge.name]
    assert selection.findings(noted) == ()


def test_a_card_shows_all_that_is_known(document: RunDocument) -> None:
    card = words(by_id(parsed(render(document)), "mescheder2018.lemma_2_5"))
    for expected in (
        "Lemma 2.5, equation (5)",
        "What is said, and what is true",
        "Perhaps redundant",
        "Needed: without it “multipliers” fails",
        "1 of 2 shown to be needed",
        "4 checks, 1.8 s",
        "The reading notes say The threshold is at 1",
        "Written for this suite",
        "Made by rule",
        "2 of 2 caught",
        "in support: unrefuted, 300 cases.",
        "(set-logic QF_NRA)",
        "Not a quotation.",
        "Used by Lemma 3.3",
        "weakest: taken on trust",
        "ganproof run mescheder2018.lemma_2_5",
    ):
        assert expected in card


def test_what_is_taken_on_trust_is_a_line_and_no_card(document: RunDocument) -> None:
    item = by_id(parsed(render(document)), "textbook.linearisation")
    assert item.tag == "li"
    assert words(item) == (
        "Linearisation: a fixed point attracts Ostrowski's theorem Used by Lemma 2.5 , Lemma 3.3"
    )


def test_a_theorem_on_trust_is_linked_by_its_name(document: RunDocument) -> None:
    known = {claim.id: claim for claim in document.claims}
    rests_on = selection.trusted(known[LEMMA], known)
    assert rests_on[0] == ("SymPy", None)
    assert rests_on[-1][1] is known["textbook.linearisation"]
    assert wording.place(known["textbook.linearisation"]) == "Linearisation"
    card = words(by_id(parsed(render(document)), LEMMA))
    assert "the printer of SMT-LIB text Linearisation Uses" in card


def test_a_heading_does_not_repeat_the_label(document: RunDocument) -> None:
    lemma = document.claims[2]
    assert lemma.title.startswith("Lemma 3.3: a gradient")
    assert lemma.title.endswith(".")
    assert wording.heading(lemma) == "A gradient penalty makes the Dirac-GAN locally convergent"


def test_engines_that_found_the_same_share_an_entry(document: RunDocument) -> None:
    proof = document.claims[2].evidence[1]
    alone = [proof.model_copy(update={"engines": (name,)}) for name in ("z3", "cvc5")]
    other = proof.model_copy(update={"engines": ("z3",), "outcome": Outcome.UNKNOWN})
    both, unknown = selection.merged([*alone, other])
    assert both.engines == ("z3", "cvc5")
    assert both.seconds == pytest.approx(0.08)
    assert unknown == other


def test_harmless_variants_do_not_count_as_missed(document: RunDocument) -> None:
    mutant = document.claims[1].mutants[1]
    true = mutant.model_copy(update={"status": "still true", "refuted": False})
    missed = mutant.model_copy(update={"status": "survived", "refuted": False})
    assert wording.caught([mutant, true]) == "1 of 1 caught; 1 more true as well"
    assert wording.caught([mutant, missed]) == "1 of 2 caught"


def test_a_survivor_stands_out_on_its_card(document: RunDocument) -> None:
    mutant = document.claims[2].mutants[0]
    missed = mutant.model_copy(update={"status": "survived", "refuted": False})
    page = parsed(render(changed(document, mutants=(missed,))))
    marked = [
        words(node) for node in by_id(page, LEMMA).iter() if "surprise" in node.get("class", "")
    ]
    assert marked == ["survived"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the threshold is alpha = 1", "The threshold is α = 1"),
        ("a zero penalty", "A zero penalty"),
        ("a = 2 or more", "a = 2 or more"),
        ("alpha <= 2", "α ≤ 2"),
        ("psi^2 of n_g steps", "ψ<sup>2</sup> of n<sub>g</sub> steps"),
        ("-2.5 - 0.5i, 1e-9, z3, (-+gamma g)", "−2.5 − 0.5i, 10<sup>−9</sup>, z3, (∓γ\xa0g)"),
        ("sqrt(2) f'(0) isn't sum_of", "√2\xa0f′(0) isn’t sum_of"),
        ("sqrt(n_g h), 2.5e-3", "√(n<sub>g</sub>\xa0h), 2.5 × 10<sup>−3</sup>"),
        ("5e-07 and 1e-12", "5 × 10<sup>−7</sup> and 10<sup>−12</sup>"),
        ("(|psi| - g0) = -sqrt(5), not R1", "(|ψ| − g<sub>0</sub>) = −√5, not R1"),
        ("|f''(0)| and f' vanish, f's", "|f′′(0)| and f′ vanish, f’s"),
        ("like -f'(0), -gamma, non-x", "Like −f′(0), −γ, non-x"),
        ("alpha = -2*sqrt(2), 2*3 and h*psi**2", "α = −2√2, 2·3 and h\xa0ψ<sup>2</sup>"),
        ("R-order sqrt(3), sqrt(2)*h, 2 * x", "R-order √3, √2\xa0h, 2 * x"),
        (
            "p1 + x2, K_DD, J_eta, lambda_max",
            "p<sub>1</sub> + x<sub>2</sub>, K<sub>DD</sub>, J<sub>η</sub>, λ<sub>max</sub>",
        ),
        ("<b>psi</b> & co", "&lt;b&gt;ψ&lt;/b&gt; &amp; co"),
    ],
)
def test_prose_sets_ascii_mathematics(text: str, expected: str) -> None:
    assert prose(text, capital=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 - 1i (modulus 1), 0 + 1i (modulus 1)", "±i (both of modulus 1)"),
        ("-0.5 + 0.9i, -0.5 - 0.9i", "−0.5 ± 0.9i"),
        ("-0.5 + 0.9i, -0.5 - 0.8i", "−0.5 + 0.9i, −0.5 − 0.8i"),
        ("-0.5 + 0.9i, -0.5 + 0.9i", "−0.5 + 0.9i, −0.5 + 0.9i"),
        ("-2.618 (modulus 2.618), 1 (modulus 1)", "−2.618, 1"),
        ("-2.618 (modulus 1)", "−2.618 (modulus 1)"),
        ("0.300000, 1.000000, 20000, 1.10", "0.3, 1, 20000, 1.10"),
    ],
)
def test_numbers_are_said_once(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_only_short_formulas_stand_on_the_first_screen(document: RunDocument) -> None:
    def formulas(latex: str) -> int:
        edge = document.claims[2].not_said[0].model_copy(update={"latex": latex})
        page = parsed(render(changed(only(document, LEMMA), not_said=(edge,))))
        first = next(node for node in page.iter("section") if node.get("class") == "first")
        return len(first.findall(".//dd/div[@class='formula']"))

    assert formulas("x=1") == formulas("x=1" + "+1" * 50) + 1


def test_a_conclusion_without_a_formula_is_said_in_words(document: RunDocument) -> None:
    known = document.claims[2].conclusions[0]
    text = "the radius shrinks by rho"
    spoken = known.model_copy(update={"name": text, "latex": "", "text": text})
    page = parsed(render(changed(document, conclusions=(known, spoken))))
    assert words(by_id(page, LEMMA)).lower().count("the radius shrinks by ρ") == 1


def test_an_unverified_point_is_called_a_candidate(document: RunDocument) -> None:
    edge = document.claims[2].not_said[0]
    point = Counterexample(values={"h": "1"})
    page = render(changed(document, not_said=(edge.model_copy(update={"counterexample": point}),)))
    assert "A candidate: not verified." in words(by_id(parsed(page), LEMMA))
    assert "A candidate" not in render(document)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("alpha", "3/2", "<mi>α</mi><mo>=</mo><mfrac><mn>3</mn><mn>2</mn></mfrac>"),
        (
            "n_g",
            "-2",
            '<msub><mi>n</mi><mi>g</mi></msub><mo>=</mo><mo form="prefix">−</mo><mn>2</mn>',
        ),
        ("g0", "1", "<msub><mi>g</mi><mn>0</mn></msub><mo>=</mo><mn>1</mn>"),
        ("slope", "0.4", "<mi>slope</mi><mo>=</mo><mn>0.4</mn>"),
        ("x", "sqrt(2)", "<mi>x</mi><mo>=</mo><msqrt><mn>2</mn></msqrt>"),
        (
            "x",
            "sqrt(2)/4",
            "<mi>x</mi><mo>=</mo><mfrac><msqrt><mn>2</mn></msqrt><mn>4</mn></mfrac>",
        ),
        ("x", "sqrt(2", "<mi>x</mi><mo>=</mo><mtext>sqrt(2</mtext>"),
    ],
)
def test_exact_values_are_set_as_mathematics(name: str, value: str, expected: str) -> None:
    assert equation(name, value, {}, LEMMA) == f"<math>{expected}</math>"


def test_a_point_shows_the_symbols_of_the_paper(document: RunDocument) -> None:
    plain = words(by_id(parsed(render(document)), LEMMA))
    typeset = words(by_id(parsed(render(changed(document, symbols={"a": r"\varepsilon"}))), LEMMA))
    assert "γ = 4 , a = 1 , h = 1" in plain
    assert "γ = 4 , ε = 1 , h = 1" in typeset
    assert "a = 1" not in typeset


def test_a_symbol_that_does_not_convert_names_the_claim(document: RunDocument) -> None:
    with pytest.raises(ReportError, match=r"lemma_3_3: symbol a: .*\\frac\{1\}\{"):
        render(changed(document, symbols={"a": r"\frac{1}{"}))


def test_derivatives_of_every_order_have_primes_of_one_kind() -> None:
    mathml = formula("f''(0) < f'''(0) f'(0)", LEMMA, "x", inline=True)
    assert re.sub("<[^>]*>", "", mathml) == "f′′(0)&lt;f′′′(0)f′(0)"
    assert "<msup>" not in mathml


LONG = r"a + b + c + d + e < g + h + k + m + n + o \Rightarrow -x < y \wedge z = 1"


def test_a_wide_formula_may_break_where_it_hangs_together_least() -> None:
    pieces = formula(LONG, LEMMA, "x").split("<wbr>")
    assert [re.sub("<[^>]*>", "", piece) for piece in pieces] == [
        "a+b+c+d+e&lt;g+h+k+m+n+o",
        "⇒−x&lt;y∧z=1",
    ]
    assert "<wbr>" not in formula(LONG, LEMMA, "x", inline=True)
    assert "<wbr>" not in formula("x = -1", LEMMA, "x")


def test_a_wide_formula_breaks_at_sums_but_not_after_a_relation() -> None:
    terms = " + ".join(f"a_{{{k}}}" for k in range(20))
    pieces = formula(rf"x = -b + {terms}", LEMMA, "x").split("<wbr>")
    assert [re.sub("<[^>]*>", "", piece) for piece in pieces[:3]] == ["x", "=−b", "+a0"]
    assert '<mo form="infix">+</mo>' in pieces[2]


def test_a_wide_set_of_values_breaks_behind_its_commas() -> None:
    value = r"\frac{a_1 b_1 c_1 d_1 + f(x, y)}{2}"
    values = rf"\left\{{{value}, -{value}, 1\right\}}"
    pieces = formula(rf"\lambda = {values}", LEMMA, "x").split("<wbr>")
    assert [re.sub("<[^>]*>", "", piece) for piece in pieces] == [
        "λ={a1b1c1d1+f(x,y)2,",
        "−a1b1c1d1+f(x,y)2,",
        "1}",
    ]
    assert 'form="infix"' not in pieces[2], "the minus is a sign"
    assert "<wbr>" not in formula(r"\lambda = \left\{a, -a\right\}", LEMMA, "x")


def test_a_wide_condition_in_brackets_breaks_inside() -> None:
    inside = r"a + b + c + d + e + f = 1 \wedge g + h + k + m + n \le 2"
    pieces = formula(rf"\left({inside}\right) \Rightarrow x = 1", LEMMA, "x").split("<wbr>")
    assert [re.sub("<[^>]*>", "", piece) for piece in pieces] == [
        "(a+b+c+d+e+f=1",
        "∧g+h+k+m+n≤2)",
        "⇒x=1",
    ]


def test_what_is_true_instead_stands_on_the_first_screen_and_on_the_card(
    document: RunDocument,
) -> None:
    own = document.claims[2].mutants[0].model_copy(update={"instead": "it needs gamma > 0"})
    told = changed(document, mutants=(own,))
    tree = parsed(render(told))
    first = next(node for node in tree.iter("section") if node.get("class") == "first")
    assert selection.findings(told)[1].variant == own, "known truth goes before who says it"
    assert "True it needs γ > 0" in words(first)
    assert "A gradient penalty makes" not in words(first)
    assert "True instead: it needs γ > 0" in words(by_id(tree, LEMMA))
    assert "True instead" not in render(document)


def test_variants_made_by_rule_share_a_line_unless_one_survived(document: RunDocument) -> None:
    made = document.claims[1].mutants[2]
    names = ("outside: turned around", "outside: negated")
    caught = [made.model_copy(update={"name": name}) for name in names]
    missed = made.model_copy(
        update={"name": "outside: doubled", "status": "survived", "refuted": False}
    )
    page = parsed(render(changed(document, mutants=(*caught, missed), as_expected=False)))
    lists = [node for node in by_id(page, LEMMA).iter("ul") if node.get("class") == "made"]
    assert [words(node) for node in lists] == [
        "Outside turned around (smt (z3)); negated (smt (z3)) survived doubled (smt (z3))"
    ]
    assert "surprise" in " ".join(attributes(lists[0], "class"))


def test_a_long_artifact_is_cut_after_a_line_and_says_where_the_rest_is() -> None:
    assert shortened("x" * 400, LEMMA) == "x" * 400
    lines = "(assert (> x 0))\n" * 30  # 17 characters each: 23 lines fit into 400
    told = f"\n[{len(lines) - 23 * 17 + 1} more characters: ganproof run {LEMMA} --format json]"
    assert shortened(lines, LEMMA) == ("(assert (> x 0))\n" * 23).rstrip() + told
    assert shortened("x" * 1410, LEMMA).startswith("x" * 400 + "\n[1,010 more characters: ")


def test_an_empty_run_still_gives_a_page(document: RunDocument) -> None:
    empty = document.model_copy(update={"claims": (), "papers": ()})
    tree = parsed(render(empty))
    assert words(by_id(tree, "sentence")) == "0 statements. Nothing unexpected."
    assert "dirac" not in attributes(tree, "id")


def test_origins_are_grouped_in_the_order_of_the_enum(document: RunDocument) -> None:
    groups = selection.by_origin(document.claims[1].mutants)
    assert [origin for origin, _ in groups] == [Origin.NOTES, Origin.BEYOND, Origin.GENERATED]
    assert [len(group) for _, group in groups] == [1, 1, 1]


def test_the_strip_counts_by_paper_and_verdict(document: RunDocument) -> None:
    free = changed(document, paper="")
    assert [(row.key, row.counts) for row in selection.strip(free)] == [
        ("mescheder2018", ((Verdict.PROVED, 1), (Verdict.PROVED_WITHIN, 1))),
        ("", ((Verdict.PROVED, 1),)),
    ]
