"""Where a ray meets a scene: turned bodies as stacks of cone frustums, boxes as slabs, the table as z = 0.

Solved rather than stepped, so that a picture of a million rays takes a minute.
"""

from __future__ import annotations

import math

from numba import njit

FAR = 1e9


@njit(fastmath=True)
def _lathe(o, d, segs, first, count, best):
    """Nearest hit of a ray with a turned body, in its own frame: (t, segment, share along it)."""
    t_hit = best
    seg_hit = -1
    share = 0.0
    for i in range(first, first + count):
        r0, z0, r1, z1 = segs[i, 0], segs[i, 1], segs[i, 2], segs[i, 3]
        dz = z1 - z0
        if abs(dz) < 1e-7:
            if abs(d[2]) < 1e-12:
                continue
            t = (z0 - o[2]) / d[2]
            if t < 1e-4 or t >= t_hit:
                continue
            x = o[0] + t * d[0]
            y = o[1] + t * d[1]
            r = math.sqrt(x * x + y * y)
            lo, hi = min(r0, r1), max(r0, r1)
            if lo <= r <= hi:
                t_hit, seg_hit = t, i
                share = (r - r0) / (r1 - r0)
            continue
        k = (r1 - r0) / dz
        base = r0 + k * (o[2] - z0)
        a = d[0] * d[0] + d[1] * d[1] - k * k * d[2] * d[2]
        b = o[0] * d[0] + o[1] * d[1] - k * d[2] * base
        c = o[0] * o[0] + o[1] * o[1] - base * base
        if abs(a) < 1e-12:
            continue
        disc = b * b - a * c
        if disc < 0.0:
            continue
        root = math.sqrt(disc)
        for sign in (-1.0, 1.0):
            t = (-b + sign * root) / a
            if t < 1e-4 or t >= t_hit:
                continue
            z = o[2] + t * d[2]
            s = (z - z0) / dz
            if s < 0.0 or s > 1.0:
                continue
            if r0 + (r1 - r0) * s < 0.0:
                continue
            t_hit, seg_hit, share = t, i, s
    return t_hit, seg_hit, share


@njit(fastmath=True)
def _box(o, d, half, best):
    near = -FAR
    far = FAR
    axis = 0
    for k in range(3):
        if abs(d[k]) < 1e-12:
            if abs(o[k]) > half[k]:
                return best, -1
            continue
        a = (-half[k] - o[k]) / d[k]
        b = (half[k] - o[k]) / d[k]
        if a > b:
            a, b = b, a
        if a > near:
            near, axis = a, k
        far = min(far, b)
    if near > far or near < 1e-4 or near >= best:
        return best, -1
    return near, axis


@njit(fastmath=True)
def _local(v, rot):
    return (
        rot[0, 0] * v[0] + rot[0, 1] * v[1] + rot[0, 2] * v[2],
        rot[1, 0] * v[0] + rot[1, 1] * v[1] + rot[1, 2] * v[2],
        rot[2, 0] * v[0] + rot[2, 1] * v[1] + rot[2, 2] * v[2],
    )


@njit(fastmath=True)
def _meets(o, d, t_best, ball):
    x, y, z = ball[0] - o[0], ball[1] - o[1], ball[2] - o[2]
    along = x * d[0] + y * d[1] + z * d[2]
    near2 = x * x + y * y + z * z - along * along
    if near2 > ball[3] * ball[3]:
        return False
    reach = math.sqrt(ball[3] * ball[3] - near2)
    return along + reach > 0 and along - reach < t_best


@njit(fastmath=True)
def nearest(o, d, limit, kind, pos, rot, ball, part, half, segs):
    """(t, body or -1 for the table or -2 for nothing, segment or axis, share)."""
    best = limit
    body = -2
    piece = 0
    share = 0.0
    if d[2] < -1e-9:
        t = -o[2] / d[2]
        if 1e-4 < t < best:
            best, body = t, -1
    for i in range(kind.shape[0]):
        if not _meets(o, d, best, ball[i]):
            continue
        lo = _local((o[0] - pos[i, 0], o[1] - pos[i, 1], o[2] - pos[i, 2]), rot[i])
        ld = _local(d, rot[i])
        if kind[i] == 0:
            t, seg, s = _lathe(lo, ld, segs, part[i, 0], part[i, 1], best)
            if seg >= 0:
                best, body, piece, share = t, i, seg, s
        else:
            t, axis = _box(lo, ld, half[i], best)
            if axis >= 0:
                best, body, piece, share = t, i, axis, 0.0
    return best, body, piece, share
