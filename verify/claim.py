"""A claim: statements with their source, their mutants and their check functions."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from .ablation import Ablation
from .complaints import (
    Box,
    ClaimError,
    assumed,
    check_function,
    closed_box,
    distinct,
    experiment_function,
    keyword_only,
    lone_trial,
    named,
    plain_text,
)
from .declarations import CheckFunction, Figure, Kind, Mutant
from .evidence import Origin, Verdict
from .source import OWN, Source
from .statement import Statement, state
from .statistics import Rule


class Claim:
    """What one claim file declares. Its module's path is the id, the docstring its title.

    Args:
        source: ``PAPER.lemma("3.3", ...)``; none for a statement of your own.
        given: assumptions by name.
        uses: claims that it rests on.
        expected: the verdict that it should get; any other is reported as unexpected.
        origin: who says so.
        quantities: expressions to show beside a counterexample, by name.
        boxes: closed boxes inside ``given`` for ball arithmetic: conclusion -> variable -> ends.
    """

    def __init__(
        self,
        source: Source = OWN,
        *,
        given: Mapping[str, Any] | None = None,
        uses: Iterable[Claim] = (),
        expected: Verdict | None = None,
        origin: Origin = Origin.PAPER,
        quantities: Mapping[str, Any] | None = None,
        boxes: Mapping[str, Mapping[Any, tuple[Any, Any]]] | None = None,
    ) -> None:
        self.module = str(sys._getframe(1).f_globals.get("__name__", ""))
        self.source = source
        self.given = named("given", given or {})
        self.uses = tuple(uses)
        self.expected = expected or (Verdict.CITED if source.kind == "cited" else Verdict.PROVED)
        self.origin = origin
        self.quantities = dict(quantities or {})
        self.boxes = {name: dict(box) for name, box in (boxes or {}).items()}
        self.mutants: tuple[Mutant, ...] = ()
        self.not_said: tuple[Mutant, ...] = ()
        self.checks: tuple[CheckFunction, ...] = ()
        self.figures: tuple[Figure, ...] = ()
        self.ablations: tuple[Ablation, ...] = ()
        self._states: Callable[..., Mapping[str, Any]] | None = None
        self._published: tuple[Any, dict[str, Statement]] | None = None

    def states(self, function: Callable[..., Mapping[str, Any]]) -> Callable[..., Any]:
        """Decorate the function that returns the conclusions by name.

        Its keyword-only parameters, whose defaults are the published case, are what a mutant may
        replace.
        """
        keyword_only(function)
        if self._states is not None:
            twice = f"{self._states.__name__} and {function.__name__}"
            raise ClaimError(f"@claim.states decorates {twice}; return all from one function")
        self._states = function
        return function

    def simulation(self, *, supports: str = "", decides: str = "") -> Callable[..., Any]:
        """Decorate a check function that returns a ``Trial``.

        Args:
            supports: a conclusion of ``states`` that it corroborates.
            decides: a conclusion of its own that no formula states, in words.
        """
        return partial(self._add_check, "simulation", supports, decides)

    def program(self, *, supports: str = "", decides: str = "") -> Callable[..., Any]:
        """Decorate a check function whose ``Trial`` brings certificates of the optima it rests on.

        They are checked again, and what holds is proved for these instances; arguments as above.
        """
        return partial(self._add_check, "program", supports, decides)

    def experiment(
        self, decides: Mapping[str, Rule], *, title: str = "", caption: str = "", full: Any = None
    ) -> Callable[..., Any]:
        """Decorate a function that trains at ``place`` and returns a ``Measurement``.

        Args:
            decides: rules for what is recorded, by the conclusion of each: Holm's family.
            title: of the picture that ``draw`` makes of the data.
            caption: what it shows.
            full: arguments at full size, by name, for an accelerator.
        """
        if callable(decides):
            raise ClaimError('@claim.experiment takes its rules: {"conclusion": Rule(...)}')

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            self.checks += (experiment_function(decides, (title, caption), full, function),)
            return function

        return register

    def _add_check(self, kind: Kind, supports: str, decides: str, function: Any) -> Any:
        self.checks += (check_function(kind, supports, decides, function),)
        return function

    def ablation(
        self,
        assumption: str,
        *,
        model: str,
        keeps: Any,
        violates: Any,
        breaks: Any,
        happens: str,
        where: Any = None,
    ) -> None:
        """Show on a model that a theorem needs one of its assumptions; a conclusion of its own.

        Args:
            assumption: the one that the model violates, in a few words.
            model: which model, in a few words.
            keeps: formula: the model satisfies the other assumptions.
            violates: formula: it violates this one.
            breaks: formula: the theorem's conclusion fails there.
            happens: what becomes of training on the model, in a sentence.
            where: formula: the parameters that are meant, if not all.
        """
        for text in (assumption, model, happens):
            plain_text(text)
        parts = {"keeps": keeps, "violates": violates, "breaks": breaks}
        self.ablations = (*self.ablations, Ablation(assumption, model, where, parts, happens))

    def figure(self, title: str, *, caption: str, illustrates: str = "") -> Callable[..., Any]:
        """Decorate a function that returns arrays by name; the module's ``draw`` shows them.

        Args:
            title: what the picture is of.
            caption: what it shows, for those who cannot see it too.
            illustrates: a conclusion, whose verdict stands under the picture; such pictures are
                small panels side by side.
        """

        def register(function: Callable[[], Mapping[str, Any]]) -> Callable[..., Any]:
            self.figures = (*self.figures, Figure(title, caption, illustrates, function))
            return function

        return register

    def mutant(
        self,
        name: str,
        *,
        given: Mapping[str, Any] | None = None,
        origin: Origin = Origin.BEYOND,
        instead: str = "",
        placebo: bool = False,
        **replaces: Any,
    ) -> None:
        """Declare a false variant; some check must refute it.

        Args:
            name: what it says wrongly.
            given: replacements for assumptions by name; None drops one.
            origin: who says it: the reading notes, folklore, released code, or we.
            instead: what is true instead, in a sentence.
            placebo: it compares like with like; no rule of an experiment may see an effect.
            replaces: other values for keyword parameters of ``states`` and check functions.
        """
        self.mutants += (Mutant(name, origin, given or {}, None, None, replaces, instead, placebo),)

    def does_not_say(
        self,
        sentence: str,
        *,
        states: Any = None,
        trial: Callable[[], Any] | None = None,
        given: Mapping[str, Any] | None = None,
        origin: Origin = Origin.BEYOND,
        instead: str = "",
        **replaces: Any,
    ) -> None:
        """Declare a tempting stronger reading that is false; its counterexample is shown.

        ``states`` is a formula of its own, ``trial`` a function that returns a ``Trial``; else the
        reading varies the claim as a mutant does.
        """
        if trial is not None:
            lone_trial(sentence, trial, states is not None or given or replaces)
        edge = Mutant(sentence, origin, dict(given or {}), states, trial, replaces, instead)
        self.not_said = (*self.not_said, edge)

    @property
    def parameters(self) -> set[str]:
        """Names of all that a mutant may replace in ``states`` and in the check functions."""
        functions = [*filter(None, [self._states]), *(each.function for each in self.checks)]
        return {key for each in functions for key in inspect.signature(each).parameters}

    def statements(
        self, mutant: Mutant | None = None, *, afresh: bool = False
    ) -> dict[str, Statement]:
        """The conclusions of the published case, made once unless ``afresh``, or of a mutant.

        Raises:
            StatementError: an assumption or conclusion is no formula.
            ClaimError: a mutant replaces what is not there.
        """
        if mutant is not None or afresh:
            return self._stated(mutant)
        key = (tuple(self.given.items()), self._states, self.ablations)
        if self._published is None or self._published[0] != key:
            self._published = key, self._stated(None)
        return dict(self._published[1])

    def _stated(self, mutant: Mutant | None) -> dict[str, Statement]:
        given = assumed(self.given, mutant)
        if mutant and mutant.states is not None:
            return {mutant.name: state(mutant.name, given, mutant.states)}
        shown = {each.name: each.stated for each in self.ablations}
        distinct([each.name for each in self.ablations])
        if self._states is None:
            return shown
        own = inspect.signature(self._states).parameters
        replaces = mutant.replaces if mutant else {}
        stated = self._states(**{key: value for key, value in replaces.items() if key in own})
        distinct([*named(f"what {self._states.__name__} returns", stated), *shown])
        return {name: state(name, given, formula) for name, formula in stated.items()} | shown

    def box(self, statement: Statement) -> Box:
        """The closed box declared for a statement; empty if there is none."""
        declared = {str(x): ends for x, ends in self.boxes.get(statement.name, {}).items()}
        return closed_box(statement.name, declared, {x.name for x in statement.variables})
