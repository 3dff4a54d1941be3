"""Decay: how much a supply point counts for somebody who lives so many minutes away.

Each factory gives a frozen callable: minutes in, weights from 1 down to 0 out. Two of them are
equal where their names are; the name is what they were made with and belongs into a run's record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from gis_sluzby.access.checks import positive, shown
from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

Weighing = Callable[["NDArray[np.float64]"], "NDArray[np.float64]"]
#: The standard deviation of the standard logistic distribution.
_LOGISTIC_SD = np.pi / np.sqrt(3)


@dataclass(frozen=True, slots=True)
class Decay:
    """A function of minutes that does not change.

    Parameters
    ----------
    name
        The factory and what it was given.
    weigh
        The function itself.
    """

    name: str
    weigh: Weighing = field(repr=False, compare=False)

    def __call__(self, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the weights of travel times."""
        return self.weigh(np.asarray(minutes, dtype=np.float64))


def binary(limit_minutes: float) -> Decay:
    """Count everything within a limit whole.

    Formula: 1 where t ≤ limit, else 0.

    Parameters
    ----------
    limit_minutes
        The limit; minutes are not rounded.

    Returns
    -------
    The decay.

    Examples
    --------
    >>> binary(30)([0, 30, 30.1])
    array([1., 1., 0.])
    """
    limit = positive("limit_minutes", limit_minutes)
    return Decay(f"binary(limit_minutes={limit})", partial(_stepped, (limit,), (1.0,)))


def stepped(weights: Mapping[float, float]) -> Decay:
    """Count in zones, each with a weight of its own (Luo and Qi 2009).

    Formula: the weight of the first zone whose end is ≥ t; 0 beyond the last.

    Parameters
    ----------
    weights
        End of the zone in minutes (the zone holds it) -> weight from 1 to 0; a farther zone never
        weighs more.

    Returns
    -------
    The decay.

    Raises
    ------
    InputError
        With every end and weight that does not fit.

    Examples
    --------
    >>> stepped({15: 1, 30: 0.68, 45: 0.22})([0, 15, 16, 45, 46])
    array([1.  , 1.  , 0.68, 0.22, 0.  ])
    """
    ends = tuple(float(end) for end in sorted(weights))
    falling = tuple(float(weights[end]) for end in sorted(weights))
    problems = [
        f"konec pásma {shown(end)} není kladný konečný počet minut"
        for end in ends
        if not 0 < end < np.inf
    ]
    problems += [
        f"váha {shown(weight)} není mezi 0 a 1" for weight in falling if not 0 <= weight <= 1
    ]
    problems += [
        f"váha {shown(far)} vzdálenějšího pásma je větší než váha {shown(near)} bližšího"
        for near, far in pairwise(falling)
        if far > near
    ]
    problems += [] if ends else ["není zadáno žádné pásmo"]
    if problems:
        raise InputError([Problem(what, row="parametr weights") for what in problems])
    name = f"stepped({dict(zip(ends, falling, strict=True))})"
    return Decay(name, partial(_stepped, ends, falling))


def exponential(rate: float, *, limit_minutes: float = np.inf) -> Decay:
    """Let the weight fall by the same share each minute.

    Formula: exp(−rate · t) where t ≤ limit, else 0.

    Parameters
    ----------
    rate
        Per minute; 0.0693 halves the weight every ten minutes.
    limit_minutes
        End of the catchment.

    Returns
    -------
    The decay.

    Examples
    --------
    >>> exponential(0.1, limit_minutes=20)([0, 10, 21]).round(3)
    array([1.   , 0.368, 0.   ])
    """
    rate, limit = positive("rate", rate), _limit(limit_minutes)
    name = f"exponential(rate={rate}, limit_minutes={limit})"
    return Decay(name, partial(_exponential, rate, limit))


def gaussian(sigma_minutes: float, *, limit_minutes: float = np.inf) -> Decay:
    """Let the weight fall as the normal density does, from 1.

    Formula: exp(−t² / (2 · sigma²)) where t ≤ limit, else 0.

    Parameters
    ----------
    sigma_minutes
        At this time the weight is 0.61, at twice this time 0.14.
    limit_minutes
        End of the catchment.

    Returns
    -------
    The decay.

    Examples
    --------
    >>> gaussian(15)([0, 15, 30]).round(3)
    array([1.   , 0.607, 0.135])
    """
    sigma, limit = positive("sigma_minutes", sigma_minutes), _limit(limit_minutes)
    name = f"gaussian(sigma_minutes={sigma}, limit_minutes={limit})"
    return Decay(name, partial(_gaussian, sigma, limit))


def logistic(median_minutes: float, sd_minutes: float, *, limit_minutes: float = np.inf) -> Decay:
    """Let the weight stay high nearby and fall around the median (Bauer and Groneberg 2016).

    Formula: g(0) / g(t) with g(t) = 1 + exp((t − median) · π / (sd · √3)) where t ≤ limit, else 0.

    Parameters
    ----------
    median_minutes
        Where the fall is steepest.
    sd_minutes
        How wide the fall is: near 0 it is a step, a large one is nearly a straight line.
    limit_minutes
        End of the catchment.

    Returns
    -------
    The decay.

    References
    ----------
    Bauer, J., Groneberg, D. A. (2016): Measuring spatial accessibility of health care providers:
    introduction of a variable distance decay function within the floating catchment area (FCA)
    method. PLOS ONE 11(7), e0159148.

    Examples
    --------
    >>> logistic(30, 5)([0, 30, 60]).round(3)
    array([1. , 0.5, 0. ])
    """
    median = positive("median_minutes", median_minutes)
    sd, limit = positive("sd_minutes", sd_minutes), _limit(limit_minutes)
    name = f"logistic(median_minutes={median}, sd_minutes={sd}, limit_minutes={limit})"
    return Decay(name, partial(_logistic, median, sd, limit))


def weights_of(decay: Weighing, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weigh the minutes of pairs.

    Parameters
    ----------
    decay
        One of this module's, or any function from minutes to weights.
    minutes
        Minutes of the pairs.

    Returns
    -------
    The weights; one too small to be told from 0 without loss is 0.

    Raises
    ------
    InputError
        When the function does not give one weight between 0 and 1 for each time.
    """
    weights = np.asarray(decay(minutes), dtype=np.float64)
    if weights.shape != minutes.shape or not np.all((weights >= 0) & (weights <= 1)):
        what = "funkce decay nedává pro každou dobu cesty jednu váhu mezi 0 a 1"
        raise InputError(Problem(what, row="parametr decay"))
    return np.where(weights < np.finfo(np.float64).tiny, 0.0, weights)


def _stepped(
    ends: tuple[float, ...], weights: tuple[float, ...], minutes: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.append(weights, 0.0)[np.searchsorted(ends, minutes, side="left")]


def _exponential(rate: float, limit: float, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(minutes <= limit, np.exp(-rate * minutes), 0.0)


def _gaussian(sigma: float, limit: float, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(minutes <= limit, np.exp(-0.5 * (minutes / sigma) ** 2), 0.0)


def _logistic(
    median: float, sd: float, limit: float, minutes: NDArray[np.float64]
) -> NDArray[np.float64]:
    # expit(−x) = 1 / (1 + exp(x)) does not overflow
    scale = _LOGISTIC_SD / sd
    weights = expit((median - minutes) * scale) / expit(median * scale)
    return np.where(minutes <= limit, weights, 0.0)


def _limit(limit_minutes: float) -> float:
    """Check a limit; infinity is none."""
    return limit_minutes if limit_minutes == np.inf else positive("limit_minutes", limit_minutes)
