"""Which Training Methods for GANs do actually Converge? (Mescheder, Geiger, Nowozin; ICML 2018)."""

from ganproof.verify import Paper

NOTES = "002_789631fd9d4e7268.txt"
"""The reading notes on this paper; their misprints are mutants of origin NOTES."""

PAPER = Paper(
    key="mescheder2018",
    title="Which Training Methods for GANs do actually Converge?",
    authors="Lars Mescheder, Andreas Geiger, Sebastian Nowozin",
    year=2018,
    where="ICML 2018, arXiv:1801.04406",
    bibtex="""@inproceedings{mescheder2018training,
  title     = {Which Training Methods for {GAN}s do actually Converge?},
  author    = {Mescheder, Lars and Geiger, Andreas and Nowozin, Sebastian},
  booktitle = {International Conference on Machine Learning},
  year      = {2018}
}""",
)
