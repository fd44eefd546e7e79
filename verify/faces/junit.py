"""A run document as JUnit XML: a suite a claim, a case a conclusion and a written variant."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ..evidence import Origin, Verdict
from ..records import ClaimRecord, RunDocument
from .words import why_unexpected


def junit(document: RunDocument) -> str:
    """JUnit XML that CI systems read."""
    root = ET.Element("testsuites", name="ganproof")
    for claim in document.claims:
        _suite(root, claim)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _suite(root: ET.Element, claim: ClaimRecord) -> None:
    suite = ET.SubElement(root, "testsuite", name=claim.id)
    cases = [_case(suite, claim, "verdict", str(claim.seconds))]
    if not claim.as_expected:
        kind = "error" if claim.verdict is Verdict.CHECK_FAILED else "failure"
        ET.SubElement(cases[0], kind, message=why_unexpected(claim))
    for conclusion in claim.conclusions:
        case = _case(suite, claim, f"conclusion: {conclusion.name}")
        ET.SubElement(case, "system-out").text = f"{conclusion.verdict.words}; {conclusion.reason}"
        cases.append(case)
    for mutant in (*claim.mutants, *claim.not_said):
        if mutant.origin is Origin.GENERATED:
            continue
        case = _case(suite, claim, f"refutes: {mutant.name}")
        if not mutant.refuted:
            ET.SubElement(case, "failure", message=f"not refuted: {mutant.status}")
        cases.append(case)
    properties = ET.Element("properties")
    ET.SubElement(properties, "property", name="verdict", value=claim.verdict)
    suite.insert(0, properties)
    failed = sum(case.find("failure") is not None for case in cases)
    broken = sum(case.find("error") is not None for case in cases)
    suite.attrib |= {"tests": str(len(cases)), "failures": str(failed), "errors": str(broken)}


def _case(suite: ET.Element, claim: ClaimRecord, name: str, seconds: str = "0") -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=claim.id, name=name, time=seconds)
