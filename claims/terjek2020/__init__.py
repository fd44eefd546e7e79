"""Adversarial Lipschitz regularization (Terjek; ICLR 2020)."""

from ganproof.verify import Paper

NOTES = "003_106f12f99117d756.txt"
"""The reading notes on this paper; their slips are mutants of origin NOTES."""

PAPER = Paper(
    key="terjek2020",
    title="Adversarial Lipschitz regularization",
    authors="Dávid Terjék",
    year=2020,
    where="ICLR 2020, arXiv:1907.05681",
    bibtex="""@inproceedings{terjek2020adversarial,
  title     = {Adversarial {Lipschitz} regularization},
  author    = {Terj{\\'e}k, D{\\'a}vid},
  booktitle = {International Conference on Learning Representations},
  year      = {2020}
}""",
)
