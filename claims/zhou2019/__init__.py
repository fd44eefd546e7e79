"""Lipschitz generative adversarial nets (Zhou et al.; ICML 2019)."""

from ganproof.verify import Paper

NOTES = "000_67bb3f8d2bf674f7.txt"
"""The reading notes on this paper; their over-claims are mutants of origin NOTES."""

PAPER = Paper(
    key="zhou2019",
    title="Lipschitz generative adversarial nets",
    authors="Zhiming Zhou, Jiadong Liang, Yuxuan Song, Lantao Yu, Hongwei Wang, Weinan Zhang, "
    "Yong Yu, Zhihua Zhang",
    year=2019,
    where="ICML 2019, PMLR 97, pp. 7584-7593, arXiv:1902.05687",
    bibtex="""@inproceedings{zhou2019lipschitz,
  title     = {Lipschitz generative adversarial nets},
  author    = {Zhou, Zhiming and Liang, Jiadong and Song, Yuxuan and Yu, Lantao and Wang, Hongwei
               and Zhang, Weinan and Yu, Yong and Zhang, Zhihua},
  booktitle = {Proceedings of the 36th International Conference on Machine Learning},
  series    = {Proceedings of Machine Learning Research},
  volume    = {97},
  pages     = {7584--7593},
  year      = {2019}
}""",
)
