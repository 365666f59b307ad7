"""The patterns of nature the surfaces share: value noise, wood, and the look-up of a print.

Counted from integer hashes, so that a piece has the same grain in every picture of it.
"""

from __future__ import annotations

import math

from numba import njit


@njit(fastmath=True)
def _hash(x, y, z):
    h = (x * 374761393 + y * 668265263 + z * 2147483647) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    return ((h ^ (h >> 16)) & 0xFFFFFF) / 16777216.0


@njit(fastmath=True)
def noise3(x, y, z):
    """Value noise in [0, 1], smooth between whole numbers."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    fx, fy, fz = x - i, y - j, z - k
    fx = fx * fx * (3 - 2 * fx)
    fy = fy * fy * (3 - 2 * fy)
    fz = fz * fz * (3 - 2 * fz)
    total = 0.0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                w = (fx if a else 1 - fx) * (fy if b else 1 - fy) * (fz if c else 1 - fz)
                total += w * _hash(i + a, j + b, k + c)
    return total


@njit(fastmath=True)
def fbm(x, y, z):
    return (
        0.5 * noise3(x, y, z)
        + 0.3 * noise3(2.1 * x, 2.1 * y, 2.1 * z)
        + 0.2 * noise3(4.3 * x, 4.3 * y, 4.3 * z)
    )


@njit(fastmath=True)
def wood(x, y, z, seed):
    """Bare beech: growth rings about an axis beside the piece, and short darker flecks."""
    bend = fbm(x * 0.35 + seed, y * 0.35, z * 0.12) * 1.6
    ring = math.sqrt((x + 5.0 + seed % 3.0) ** 2 + (z * 0.12 + 2.0) ** 2) * 2.6 + bend
    f = ring - math.floor(ring)
    late = f * f
    fleck = noise3(x * 16.0, z * 16.0, y * 2.2)
    pores = noise3(x * 40.0, z * 40.0, y * 4.0)
    dark = 0.20 * late + 0.10 * (fleck > 0.72) + 0.08 * pores
    return 0.83 * (1 - dark * 0.9), 0.64 * (1 - dark * 1.15), 0.42 * (1 - dark * 1.4)


@njit(fastmath=True)
def lookup(atlas, offset, w, h, u, v):
    x = u * (w - 1)
    y = v * (h - 1)
    i, j = int(x), int(y)
    i = min(max(i, 0), w - 2)
    j = min(max(j, 0), h - 2)
    fx, fy = x - i, y - j
    base = offset + j * w + i
    r = g = b = a = 0.0
    for dy in range(2):
        for dx in range(2):
            wt = (fx if dx else 1 - fx) * (fy if dy else 1 - fy)
            q = base + dy * w + dx
            r += wt * atlas[q, 0]
            g += wt * atlas[q, 1]
            b += wt * atlas[q, 2]
            a += wt * atlas[q, 3]
    return r, g, b, a
