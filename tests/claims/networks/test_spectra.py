"""Spectra of vector fields: written out, from products alone, and their residuals."""

import numpy as np
import pytest
from scipy.sparse.linalg import LinearOperator, eigs

# What follows imports PyTorch, so that it stands after the skip.
torch = pytest.importorskip("torch")

from ganproof.claims.gan.networks import (  # noqa: E402
    data,
    krylov,
    objectives,
    penalties,
    spectra,
    steps,
    updates,
)
from ganproof.claims.gan.networks.ensembles import Network  # noqa: E402
from ganproof.claims.gan.networks.experiments import Experiment, grid  # noqa: E402

F64 = torch.float64
R1 = penalties.PENALTIES["r1"]


def product_with(matrix):
    matrix = torch.as_tensor(matrix)
    return lambda u: matrix @ u


def sorted_rightmost(values):
    return values[np.lexsort((-np.abs(values.imag), -values.real))]


def same(found, expected, tolerance):
    """Conjugates may be listed either way round."""
    found, expected = np.asarray(found), np.asarray(expected)
    key = [np.lexsort((each.imag, -each.real.round(6))) for each in (found, expected)]
    np.testing.assert_allclose(found[key[0]], expected[key[1]], rtol=0, atol=tolerance)


def dirac(slope, penalty):
    """The Dirac-GAN's field at points (theta, psi), with R1 and a loss of constant slope."""
    matrix = torch.tensor([[0.0, -slope], [slope, -penalty]], dtype=F64)
    return lambda point: point @ matrix.T


def gan(width=3, seeds=(0,), penalty=R1, batch=32, critic="tanh", **more):
    """A field of GANs on fixed points, with the ensemble's objectives."""
    experiment = Experiment(
        Network(2, 2, width, activation="tanh"),
        Network(2, 1, width, activation=critic, **more),
        data.RING,
        penalties=(penalty,),
        update=updates.UPDATES["simultaneous"],
        batch=batch,
        dtype="float64",
    )
    members = grid(seeds, **{penalty.name: (2.0,)})
    return spectra.vector_field(experiment, members, steps.start(experiment, members))


def quotients(field, point, step=1e-5):
    """The Jacobian of each member by central differences, (E, n, n)."""
    columns = []
    for k in range(point.shape[1]):
        unit = torch.zeros_like(point)
        unit[:, k] = step
        columns.append((field(point + unit) - field(point - unit)) / (2 * step))
    return torch.stack(columns, dim=-1)


def test_dirac_gan_has_the_spectrum_of_its_lemmas():
    """Lemmas 2.2 and 3.3 of mescheder2018: +-i a, and -g/2 +- sqrt(g^2/4 - a^2)."""
    points = torch.tensor([[0.0, 0.0], [1.0, -2.0]], dtype=F64)
    found = spectra.eigenpairs(spectra.jacobians(dirac(0.5, 0.0), points))
    assert found.values.shape == (2, 2)
    assert found.values.real.abs().max() < 1e-14
    assert (found.values.imag.abs() - 0.5).abs().max() < 1e-14
    root = (2.0**2 / 4 - 0.5**2) ** 0.5
    found = spectra.spectrum(dirac(0.5, 2.0), points[:1])
    same(found.values, [-1 + root, -1 - root], 1e-14)
    assert found.converged
    assert found.residuals.max() < 1e-14
    assert found.products == 0


def test_an_affine_wgan_by_hand():
    """G(z) = w z + b, D(x) = psi x with R1: eigenvalues 0 and those of l^2 + g l + 1 + m^2."""
    experiment = Experiment(
        Network(1, 1, depth=0),
        Network(1, 1, depth=0, bias=False),
        data.DataSet(
            "zero", 1, lambda key, count, dtype: torch.zeros(len(key), count, 1, dtype=dtype)
        ),
        loss=objectives.WGAN,
        penalties=(R1,),
        update=updates.UPDATES["simultaneous"],
        dtype="float64",
    )
    members = grid([4], r1=[0.3])
    state = steps.start(experiment, members)
    field, point = spectra.vector_field(experiment, members, state)
    weight, bias, psi = point[0].tolist()
    velocity = field(point)[0]
    assert float(velocity[1]) == pytest.approx(psi)
    mean = float(velocity[0]) / psi
    assert float(velocity[2]) == pytest.approx(-(weight * mean + bias) - 0.3 * psi)
    rate, turn = 0.15, (1 + mean**2 - 0.15**2) ** 0.5
    found = spectra.spectrum(field, point)
    same(found.values, [0, -rate + 1j * turn, -rate - 1j * turn], 1e-12)


SMOOTH = {name: each for name, each in penalties.PENALTIES.items() if name != "alp"}
SMOOTH["one_sided"] = penalties.one_sided(0.0)  # in force everywhere


@pytest.mark.parametrize("name", sorted(SMOOTH))
def test_jacobians_are_difference_quotients_of_each_member(name):
    """Everything that moves the field counts, penalties on generated points too."""
    field, point = gan(seeds=(0, 2), penalty=SMOOTH[name])
    found, expected = spectra.jacobians(field, point, rows=7), quotients(field, point)
    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-7)


def test_members_have_the_spectra_that_they_have_alone():
    field, point = gan(seeds=(5, 6, 7))
    matrices = spectra.jacobians(field, point)
    for k, seed in enumerate((5, 6, 7)):
        alone, there = gan(seeds=(seed,))
        assert torch.equal(there[0], point[k])
        torch.testing.assert_close(
            spectra.jacobians(alone, there)[0], matrices[k], rtol=1e-12, atol=1e-12
        )
        u = torch.randn(point.shape[1], dtype=F64, generator=torch.Generator().manual_seed(k))
        image = spectra.transposed(alone, there)(u)
        torch.testing.assert_close(image, matrices[k].T @ u, rtol=1e-12, atol=1e-12)


def test_frozen_parameters_have_no_eigenvalues():
    field, point = gan(width=3, frozen=True)
    generator = 2 * 3 + 3 + 3 * 3 + 3 + 3 * 2 + 2
    assert point.shape == (1, generator + 3 + 1)
    found = spectra.spectrum(field, point)
    assert (found.values.abs() > 1e-12).any()
    torch.testing.assert_close(
        spectra.jacobians(field, point), quotients(field, point), rtol=1e-6, atol=1e-8
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [1, 2, 5, 12, 47, 48, 49, 200])
def test_rightmost_eigenvalues_of_random_matrices(size, seed):
    matrix = np.random.default_rng([size, seed]).normal(size=(size, size)) / size**0.5
    found = krylov.rightmost(product_with(matrix), torch.empty(size, dtype=F64), seed=seed)
    expected = sorted_rightmost(np.linalg.eigvals(matrix))[: len(found.values)]
    assert len(found.values) in (min(4, size), 5)
    assert found.converged
    same(found.values, expected, 1e-6)
    assert np.iscomplex(found.values.numpy()).sum() % 2 == 0
    assert found.residuals.max() <= 2e-8 * float(found.scale)


def test_residuals_are_those_of_unit_vectors_on_a_normal_map():
    """For a normal map each residual bounds the distance to the nearest eigenvalue."""
    diagonal = np.linspace(-1, 0, 400) ** 3
    found = krylov.rightmost(
        product_with(np.diag(diagonal)), torch.empty(400, dtype=F64), tolerance=1e-3
    )
    distance = np.abs(found.values.numpy()[:, None] - diagonal).min(axis=1)
    assert (distance <= found.residuals.numpy() + 1e-15).all()
    assert found.residuals.max() > 1e-12


def test_imaginary_spectra_of_zero_sum_games():
    """All eigenvalues on one line: those of largest modulus come first, in pairs."""
    matrix = np.random.default_rng(0).normal(size=(40, 40))
    game = np.block([[np.zeros((40, 40)), -matrix.T], [matrix, np.zeros((40, 40))]])
    found = krylov.rightmost(product_with(game), torch.empty(80, dtype=F64), products=400)
    assert found.values.real.abs().max() < 1e-8 * float(found.scale)
    assert abs(float(found.values.imag.sum())) < 1e-12
    assert found.residuals.isfinite().all()


def test_a_defective_eigenvalue():
    """A Jordan block: the values are off by the root of the residual, the residuals are not."""
    matrix = np.diag(np.full(60, -1.0))
    matrix[0, 0] = matrix[1, 1] = 0.5
    matrix[0, 1] = 1.0
    matrix[2:, 2:] += np.diag(np.linspace(-3, 0, 58))
    found = krylov.rightmost(product_with(matrix), torch.empty(60, dtype=F64), count=2)
    assert found.values.numpy() == pytest.approx([0.5, 0.5], abs=1e-3)
    assert found.residuals.max() <= 1e-7


@pytest.mark.parametrize("rank", [0, 1, 3])
def test_invariant_spaces_are_left(rank):
    """A map of low rank uses up its Krylov space at once: the search starts anew beside it."""
    vectors = np.linalg.qr(np.random.default_rng(rank).normal(size=(50, 3)))[0][:, :rank]
    matrix = vectors @ np.diag([1.0, 2.0, 3.0][:rank]) @ vectors.T
    found = krylov.rightmost(product_with(matrix), torch.empty(50, dtype=F64))
    expected = [3.0, 2.0, 1.0][3 - rank :] + [0.0] * (len(found.values) - rank)
    assert found.values.numpy() == pytest.approx(expected, abs=1e-12)
    assert found.converged


def test_many_eigenvalues_in_a_small_basis():
    matrix = np.random.default_rng(3).normal(size=(300, 300)) - 5 * np.eye(300)
    matrix[:10, :10] += np.diag(np.arange(20.0, 40.0, 2.0)) * 2
    found = krylov.rightmost(
        product_with(matrix), torch.empty(300, dtype=F64), count=9, basis=5, products=5_000
    )
    expected = sorted_rightmost(np.linalg.eigvals(matrix))[: len(found.values)]
    same(found.values, expected, 1e-5)


def test_giving_up_says_so():
    matrix = np.diag(-(np.linspace(0, 1, 500) ** 4))
    found = krylov.rightmost(product_with(matrix), torch.empty(500, dtype=F64), products=30)
    assert not found.converged
    assert found.residuals.max() > 2e-8


def test_single_precision_is_measured_as_such():
    matrix = np.random.default_rng(5).normal(size=(100, 100)).astype(np.float32) / 10
    found = krylov.rightmost(product_with(matrix), torch.empty(100))
    expected = sorted_rightmost(np.linalg.eigvals(matrix.astype(float)))[: len(found.values)]
    same(found.values, expected, 1e-2)
    assert 1e-12 < found.residuals.max() < 1e-3


def test_products_that_are_not_finite_are_an_error():
    matrix = np.full((30, 30), np.inf)
    with pytest.raises(FloatingPointError, match="not finite"):
        krylov.rightmost(product_with(matrix), torch.empty(30, dtype=F64))


def test_same_seed_same_result_and_other_seeds_agree():
    matrix = np.random.default_rng(8).normal(size=(150, 150))
    first, again, other = (
        krylov.rightmost(product_with(matrix), torch.empty(150, dtype=F64), seed=seed)
        for seed in (1, 1, 2)
    )
    assert torch.equal(first.values, again.values)
    same(first.values, other.values, 1e-6)


def test_a_trained_sized_field_agrees_with_arpack_and_with_its_whole_jacobian(monkeypatch):
    field, point = gan(16)
    size = point.numel()
    whole = spectra.spectrum(field, point)
    assert len(whole.values) == size
    monkeypatch.setattr(spectra, "FULL_BELOW", 100)
    found = spectra.spectrum(field, point)
    assert found.products > 0
    assert found.converged
    same(found.values, whole.values[: len(found.values)], 1e-6)
    product = spectra.transposed(field, point)

    def numpy_product(u):
        return product(torch.as_tensor(u.reshape(-1))).numpy()

    operator = LinearOperator((size, size), matvec=numpy_product, dtype=float)
    arpack = eigs(operator, k=4, which="LR", v0=np.ones(size), return_eigenvectors=False)
    assert found.values[0].real == pytest.approx(max(arpack.real), abs=1e-6)


def test_spectrum_takes_one_member():
    field, point = gan(seeds=(0, 1))
    with pytest.raises(ValueError, match="2 members"):
        spectra.spectrum(field, point)


def test_linearised_products():
    matrix = torch.randn(6, 6, dtype=F64, generator=torch.Generator().manual_seed(0))

    def field(point):
        slope = torch.func.grad(lambda x: (torch.tanh(x @ matrix) ** 2).sum())
        return -slope(point)

    point = torch.randn(1, 6, dtype=F64, generator=torch.Generator().manual_seed(1))
    product = spectra.linearised(field, point)
    u = torch.randn(6, dtype=F64, generator=torch.Generator().manual_seed(2))
    whole = torch.func.jacrev(field)(point).reshape(6, 6)
    torch.testing.assert_close(product(u), whole @ u, rtol=1e-12, atol=1e-12)
