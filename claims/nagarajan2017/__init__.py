"""Gradient descent GAN optimization is locally stable (Nagarajan, Kolter; NeurIPS 2017)."""

from ganproof.verify import Paper

NOTES = "001_e4f94d17ae208f10.txt"
"""The reading notes on this paper; their misprints are mutants of origin NOTES."""

PAPER = Paper(
    key="nagarajan2017",
    title="Gradient descent GAN optimization is locally stable",
    authors="Vaishnavh Nagarajan, J. Zico Kolter",
    year=2017,
    where="NeurIPS 30, pp. 5585-5595, arXiv:1706.04156",
    bibtex="""@inproceedings{nagarajan2017gradient,
  title     = {Gradient descent {GAN} optimization is locally stable},
  author    = {Nagarajan, Vaishnavh and Kolter, J. Zico},
  booktitle = {Advances in Neural Information Processing Systems},
  volume    = {30},
  pages     = {5585--5595},
  year      = {2017}
}""",
)
