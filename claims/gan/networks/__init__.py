"""Ensembles of small GANs trained in one batched program, on a CPU or on one accelerator.

Everything here needs torch, NumPy and SciPy, and nothing of the rest of the project, so that it
runs as it is on a machine that has no more than these. The digits need scikit-learn besides, and
checkpoints safetensors; both are imported where they are used.
"""
