"""A small hand-written run: two lemmas, a proposition, an erratum and two textbook theorems."""

from __future__ import annotations

import pytest

from ganproof.verify.evidence import Counterexample, Evidence, Origin, Outcome, Reach, Verdict
from ganproof.verify.records import (
    AssumptionRecord,
    ClaimRecord,
    ConclusionRecord,
    MutantRecord,
    PaperRecord,
    RunDocument,
    SourceRecord,
)

_SPECTRUM = r"\lambda_{1,2}=-\frac{\gamma}{2}\pm\sqrt{\frac{\gamma^{2}}{4}-f'(0)^{2}}"
_JACOBIAN = r"\begin{bmatrix}0 & -f'(0)\\f'(0) & -\gamma\end{bmatrix}"
_MULTIPLIERS = (
    r"\lambda_{1,2}=1-\frac{\alpha^{2}}{2}\pm\sqrt{\left(1-\frac{\alpha^{2}}{2}\right)^{2}-1}"
    r",\quad \alpha=\sqrt{n_{g}n_{d}}\,h\,f'(0)"
)
_SMT_LIB = """(set-logic QF_NRA)
(declare-const gamma Real)
(assert (> gamma 0))
(check-sat)
"""
_BIBTEX = """@inproceedings{mescheder2018,
  title     = {Which Training Methods for {GAN}s do actually Converge?},
  author    = {Mescheder, Lars and Geiger, Andreas and Nowozin, Sebastian},
  booktitle = {ICML},
  year      = {2018}
}"""
_TRUST = ("SymPy", "python-flint", "z3", "cvc5", "the printer of SMT-LIB text")


def _at(shows: str = "", **values: str) -> Counterexample:
    return Counterexample(
        values=values, shows=(shows,) if shows else (), verified_by=("exact rationals",)
    )


def _proof(check: str, conclusion: str, *engines: str) -> Evidence:
    return Evidence(
        check=check,
        conclusion=conclusion,
        outcome=Outcome.PROVED,
        engines=engines,
        scope="all reals that satisfy the assumptions",
        seconds=0.04,
        artifact=_SMT_LIB if check == "smt" else "",
    )


def _conclusion(name: str, latex: str, **more: object) -> ConclusionRecord:
    return ConclusionRecord.model_validate(
        {
            "name": name,
            "latex": latex,
            "text": name,
            "verdict": Verdict.PROVED,
            "scope": "",
            "engines": ("z3", "cvc5"),
            "reason": "",
            **more,
        }
    )


def _mutant(name: str, origin: Origin = Origin.BEYOND, **more: object) -> MutantRecord:
    return MutantRecord.model_validate(
        {
            "name": name,
            "origin": origin,
            "status": "refuted",
            "refuted": True,
            "refuted_by": "smt (z3)",
            **more,
        }
    )


def _claim(identifier: str, title: str, **more: object) -> ClaimRecord:
    return ClaimRecord.model_validate(
        {
            "id": identifier,
            "title": title,
            "description": "",
            "kind": "lemma",
            "paper": "mescheder2018",
            "label": "",
            "source": SourceRecord(label="", attribution="reconstructed"),
            "origin": Origin.PAPER,
            "expected": Verdict.PROVED,
            "verdict": Verdict.PROVED,
            "as_expected": True,
            "scope": "",
            "weakest_used": None,
            "trust": (),
            "uses": (),
            "seconds": 0.0,
            "conclusions": (),
            "assumptions": (),
            "mutants": (),
            "not_said": (),
            "evidence": (),
            **more,
        }
    )


def lemma_2_5() -> ClaimRecord:
    """Alternating updates of the unregularised Dirac-GAN."""
    witness = {"h": "1", "a": "1", "n_g": "1", "n_d": "1"}
    return _claim(
        "mescheder2018.lemma_2_5",
        "Alternating gradient descent leaves the Dirac-GAN on the unit circle up to a threshold",
        description="With several generator and discriminator steps per round, only the square"
        " root of their product enters.",
        label="Lemma 2.5",
        source=SourceRecord(
            label="Lemma 2.5", equation="5", notes="reading-notes-2", attribution="reconstructed"
        ),
        scope="all reals, all step numbers",
        trust=_TRUST,
        uses=("textbook.linearisation",),
        weakest_used=Verdict.CITED,
        seconds=1.82,
        conclusions=(
            _conclusion("multipliers", _MULTIPLIERS, engines=("SymPy", "python-flint")),
            _conclusion(
                "on the circle",
                r"\left|\alpha\right|\leq 2\;\Rightarrow\;\left|\lambda_{1,2}\right|=1",
            ),
            _conclusion("outside", r"\left|\alpha\right|>2\;\Rightarrow\;\rho>1"),
        ),
        assumptions=(
            AssumptionRecord(
                name="the step is positive",
                latex="h>0",
                text="h>0",
                witness=witness,
                necessary=None,
            ),
            AssumptionRecord(
                name="each player moves",
                latex=r"n_{g},n_{d}\geq 1",
                text=r"n_{g},n_{d}\geq 1",
                witness=witness,
                necessary=True,
                conclusion="multipliers",
                counterexample=_at(
                    "the radicand is no longer real", h="1", a="1", n_g="-1", n_d="1"
                ),
            ),
        ),
        mutants=(
            _mutant(
                "The threshold is at 1",
                Origin.NOTES,
                conclusion="outside",
                latex=r"\left|\alpha\right|>1\;\Rightarrow\;\rho>1",
                counterexample=_at("both eigenvalues have modulus exactly 1", alpha="3/2"),
            ),
            _mutant(
                "The step numbers enter without the square root",
                conclusion="multipliers",
                latex=r"\alpha=n_{g}n_{d}\,h\,f'(0)",
                refuted_by="exact (python-flint)",
                counterexample=_at("true 1.2, said 2.4", h="3/5", a="1", n_g="2", n_d="2"),
            ),
            _mutant(
                "A comparison is turned around in “outside”",
                Origin.GENERATED,
                conclusion="outside",
                counterexample=_at(alpha="1"),
            ),
        ),
        not_said=(
            _mutant(
                "Eigenvalues on the unit circle make the iteration stable",
                Origin.FOLKLORE,
                conclusion="on the circle",
                latex=r"\left|\alpha\right|\leq 2\;\Rightarrow\;\sup_{k}\|M^{k}\|<\infty",
                counterexample=_at(
                    "the eigenvalue −1 is defective: from (1/1000, 0) the distance after 1000 steps"
                    " is 2.83 for f(t) = t",
                    alpha="2",
                ),
            ),
            _mutant(
                "A positive threshold is enough: α ≤ 2",
                latex=r"\alpha\leq 2\;\Rightarrow\;\left|\lambda_{1,2}\right|=1",
                counterexample=_at("ρ = 6.85", alpha="-3"),
            ),
        ),
        evidence=(
            _proof("exact", "multipliers", "SymPy", "python-flint"),
            _proof("smt", "on the circle", "z3", "cvc5"),
            _proof("smt", "outside", "z3", "cvc5"),
            Evidence(
                check="search",
                conclusion="outside",
                outcome=Outcome.UNREFUTED,
                engines=("Hypothesis",),
                reach=Reach.SAMPLES,
                scope="300 cases",
                seconds=0.77,
                supports=True,
            ),
        ),
    )


def lemma_3_3() -> ClaimRecord:
    """The gradient penalty."""
    witness = {"gamma": "1", "a": "1/2"}
    return _claim(
        "mescheder2018.lemma_3_3",
        "Lemma 3.3: a gradient penalty makes the Dirac-GAN locally convergent.",
        description="The penalty acts as friction on the discriminator. Past a critical strength"
        " nothing rotates any more, and the slow direction gets slower.",
        label="Lemma 3.3",
        source=SourceRecord(
            label="Lemma 3.3", equation="8", notes="reading-notes-2", attribution="confirmed"
        ),
        scope="all reals",
        trust=(*_TRUST, "Linearisation: a fixed point attracts. (Ostrowski's theorem)"),
        uses=("textbook.linearisation", "mescheder2018.lemma_2_5"),
        weakest_used=Verdict.CITED,
        seconds=2.31,
        conclusions=(
            _conclusion("eigenvalues", _SPECTRUM, engines=("SymPy", "python-flint")),
            _conclusion("stable", rf"\max\operatorname{{Re}}\lambda\left({_JACOBIAN}\right)<0"),
        ),
        assumptions=(
            AssumptionRecord(
                name="the penalty is on",
                latex=r"\gamma>0",
                text=r"\gamma>0",
                witness=witness,
                necessary=True,
                conclusion="stable",
                counterexample=_at("both eigenvalues are imaginary", gamma="0", a="1"),
            ),
            AssumptionRecord(
                name="the loss has a slope",
                latex=r"f'(0)\neq 0",
                text=r"f'(0)\neq 0",
                witness=witness,
                necessary=True,
                conclusion="stable",
                counterexample=_at("one eigenvalue is 0", gamma="1", a="0"),
            ),
        ),
        mutants=(
            _mutant(
                "A zero penalty is enough",
                conclusion="stable",
                counterexample=_at("both eigenvalues are imaginary", gamma="0", a="1"),
            ),
            _mutant(
                "No quarter under the root",
                Origin.FOLKLORE,
                conclusion="eigenvalues",
                latex=r"\lambda_{1,2}=-\frac{\gamma}{2}\pm\sqrt{\gamma^{2}-f'(0)^{2}}",
                refuted_by="exact (python-flint)",
                counterexample=_at("trace and determinant give −1/2 twice", gamma="1", a="1/2"),
            ),
        ),
        not_said=(
            _mutant(
                "Any step below γ / f'(0)² converges",
                Origin.FOLKLORE,
                latex=r"h<\frac{\gamma}{f'(0)^{2}}\;\Rightarrow\;\rho\left(I+hJ\right)<1",
                counterexample=_at("one eigenvalue is −2.73", gamma="4", a="1", h="1"),
            ),
        ),
        evidence=(
            _proof("exact", "eigenvalues", "SymPy", "python-flint"),
            _proof("smt", "stable", "z3", "cvc5"),
        ),
    )


def wgan_gp() -> ClaimRecord:
    """WGAN-GP does not reach the equilibrium."""
    return _claim(
        "mescheder2018.wgan_gp",
        "WGAN-GP does not converge to the equilibrium of the Dirac-GAN",
        kind="proposition",
        label="Section 3, WGAN-GP",
        source=SourceRecord(label="Section 3, WGAN-GP", attribution="reconstructed"),
        expected=Verdict.PROVED_WITHIN,
        verdict=Verdict.PROVED_WITHIN,
        scope="one generator and one discriminator step",
        trust=("z3", "cvc5", "the printer of SMT-LIB text"),
        seconds=0.41,
        conclusions=(
            _conclusion(
                "never at rest",
                r"\left|\psi_{k+1}-\psi_{k}\right|\geq\frac{h\,\gamma\,g_{0}}{4}",
                verdict=Verdict.PROVED_WITHIN,
                scope="near the equilibrium",
                reason="One step moves the discriminator by a fixed amount.",
            ),
        ),
        assumptions=(
            AssumptionRecord(
                name="the target norm is positive",
                latex="g_{0}>0",
                text="g_{0}>0",
                witness={"g_0": "1", "gamma": "1", "h": "1/5"},
                necessary=True,
                conclusion="never at rest",
                counterexample=_at("the step shrinks to 0", g_0="0", gamma="1", h="1/5"),
            ),
        ),
        mutants=(
            _mutant(
                "The target norm may be zero",
                conclusion="never at rest",
                counterexample=_at("the step shrinks to 0", g_0="0", gamma="1", h="1/5"),
            ),
        ),
        not_said=(
            _mutant(
                "WGAN-GP converges to nothing at all",
                Origin.FOLKLORE,
                counterexample=_at(
                    "it settles at θ = −0.3, a wrong point", gamma="1", g_0="3/10", h="1/5", n_d="5"
                ),
            ),
        ),
        evidence=(_proof("smt", "never at rest", "z3", "cvc5"),),
    )


def erratum() -> ClaimRecord:
    """A statement that only the reading notes make."""
    return _claim(
        "mescheder2018.notes_definition_2_1",
        "The loss of the Dirac-GAN ends in f(θ)",
        kind="erratum",
        origin=Origin.NOTES,
        label="Definition 2.1 in the notes",
        expected=Verdict.REFUTED,
        verdict=Verdict.REFUTED,
        conclusions=(
            _conclusion("stationary", r"v(0,0)=0", verdict=Verdict.REFUTED, engines=("exact",)),
        ),
        evidence=(
            Evidence(
                check="exact",
                conclusion="stationary",
                outcome=Outcome.REFUTED,
                engines=("python-flint",),
                counterexample=_at("the first component is −1/2", a="1/2"),
            ),
        ),
    )


def _cited(identifier: str, title: str, reference: str) -> ClaimRecord:
    return _claim(
        identifier,
        title,
        kind="cited",
        paper="",
        label=reference,
        source=SourceRecord(label=reference, attribution="own"),
        expected=Verdict.CITED,
        verdict=Verdict.CITED,
    )


@pytest.fixture
def document() -> RunDocument:
    """Three statements, an erratum, two theorems on trust."""
    return RunDocument(
        ganproof="0.1.0",
        seed=0,
        versions={
            "sympy": "1.14.0",
            "python-flint": "0.9.0",
            "z3-solver": "5.4.0",
            "cvc5": "1.4.2",
        },
        papers=(
            PaperRecord(
                key="mescheder2018",
                title="Which Training Methods for GANs do actually Converge?",
                authors="Mescheder, Geiger and Nowozin",
                year=2018,
                where="ICML, arXiv 1801.04406",
                bibtex=_BIBTEX,
            ),
        ),
        claims=(
            _cited(
                "textbook.linearisation",
                "Linearisation: a fixed point attracts.",
                "Ostrowski's theorem",
            ),
            lemma_2_5(),
            lemma_3_3(),
            wgan_gp(),
            erratum(),
        ),
    )
