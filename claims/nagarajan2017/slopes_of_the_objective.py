"""How steep the objective is in the discriminator's parameters: what the regulariser charges."""

from ganproof.claims.gan.networks import ensembles
from ganproof.claims.gan.networks.observations import data_points, generated_points, known

BATCHES = 8


def squared_slope(ensemble):
    """Mean of |grad_D V|^2 over fresh batches of the training's size, ``square`` of shape (E,).

    V is the discriminator's loss without penalties. The batches are small, so that what is
    measured holds the noise that the regulariser is charged with too.
    """
    import torch

    given, rows = ensemble.experiment, ensemble.state["critic"]
    psi = rows.detach().repeat_interleave(BATCHES, dim=0).requires_grad_()
    critic = ensembles.unflatten(given.critic, psi)
    scores = []
    for points in (data_points, generated_points):
        several = points(ensemble, BATCHES * given.batch)
        batches = several.reshape(-1, given.batch, several.shape[2])
        scores.append(ensembles.critic(given.critic, critic, batches))
    (slope,) = torch.autograd.grad(given.loss.critic_value(*scores).sum(), psi)
    square = slope.double().square().sum(1).view(-1, BATCHES).mean(1)
    return {"square": known(ensemble, square)}
