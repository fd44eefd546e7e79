"""Asymmetric regularization for GANs as variational inequalities (Giagtzoglou et al.; 2026)."""

from ganproof.verify import Paper

NOTES = "004_1131fd048e44cd45.txt"
"""The reading notes on this paper; their over-claims are mutants of origin NOTES."""

PAPER = Paper(
    key="giagtzoglou2026",
    title="Asymmetric regularization mechanism for GAN training with variational inequalities",
    authors="Spyridon C. Giagtzoglou, Mark H. M. Winands, Barbara Franci",
    year=2026,
    where="arXiv:2601.13920",
    bibtex="""@misc{giagtzoglou2026asymmetric,
  title         = {Asymmetric regularization mechanism for {GAN} training with variational
                   inequalities},
  author        = {Giagtzoglou, Spyridon C. and Winands, Mark H. M. and Franci, Barbara},
  year          = {2026},
  eprint        = {2601.13920},
  archivePrefix = {arXiv}
}""",
)
