"""A path tracer with a real lens: enough optics for a picture that reads as a photograph.

Light is sampled at rectangular lamps; what leaves the scene meets the windows and shelves of a factory hall.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange

from maker.photo.hit import FAR, nearest
from maker.photo.noise import noise3
from maker.photo.surface import shade_point


@njit(fastmath=True)
def room(d, sky):
    """Radiance from a direction that meets nothing: a hall with windows on one side and dark shelving on the other."""
    az = math.atan2(d[1], d[0])
    z = d[2]
    wall = 0.13 + 0.09 * math.sin(az * 2.0 + sky[0]) + 0.05 * math.sin(az * 5.0 + sky[0])
    window = 0.0
    if 0.02 < z < 0.62:
        a = (az - sky[1] + 9.42477796) % 6.28318531 - 3.14159265
        if abs(a) < 0.75 and ((a + 0.75) % 0.30) > 0.035:
            window = sky[2]
    shelf = 0.0
    if -0.1 < z < 0.34:
        cell = math.floor(az * 5.0) * 17.0 + math.floor((z + 0.1) * 11.0)
        pick = noise3(cell * 1.37 + 0.5, sky[0] * 3.1, 0.5)
        shelf = (pick - 0.5) * 0.22
    ceiling = max(0.0, z - 0.1) * 0.42
    r = wall + ceiling + shelf * 1.2 + window * 0.95
    g = wall + ceiling + shelf * 0.9 + window
    b = wall * 1.02 + ceiling * 1.05 + shelf * 0.6 + window * 1.1
    return max(r, 0.02) * sky[3], max(g, 0.02) * sky[3], max(b, 0.02) * sky[3]


@njit(fastmath=True)
def _frame(n):
    if abs(n[2]) < 0.9:
        x, y, z = -n[1], n[0], 0.0
    else:
        x, y, z = 0.0, -n[2], n[1]
    s = 1.0 / math.sqrt(x * x + y * y + z * z)
    t = (x * s, y * s, z * s)
    b = (n[1] * t[2] - n[2] * t[1], n[2] * t[0] - n[0] * t[2], n[0] * t[1] - n[1] * t[0])
    return t, b


@njit(fastmath=True)
def _path(
    o, d, kind, mat, pos, rot, ball, part, half, segs, materials, features, decals, atlas, lights, sky, aov
):
    red = green = blue = 0.0
    tr = tg = tb = 1.0
    mirror = True
    cap = FAR  # a lamp mirrored in something matt is met too rarely to sample well: it is held down
    for bounce in range(5):
        t, body, piece, share = nearest(o, d, FAR, kind, pos, rot, ball, part, half, segs)
        if mirror:  # lamps are seen directly and in reflections; diffuse light from them is sampled below
            for k in range(lights.shape[0]):
                q = lights[k]
                dn = d[0] * q[9] + d[1] * q[10] + d[2] * q[11]
                if dn >= -1e-6:
                    continue
                tl = ((q[0] - o[0]) * q[9] + (q[1] - o[1]) * q[10] + (q[2] - o[2]) * q[11]) / dn
                if tl < 1e-3 or tl >= t:
                    continue
                x, y, z = o[0] + tl * d[0] - q[0], o[1] + tl * d[1] - q[1], o[2] + tl * d[2] - q[2]
                u = (x * q[3] + y * q[4] + z * q[5]) / (q[3] * q[3] + q[4] * q[4] + q[5] * q[5])
                v = (x * q[6] + y * q[7] + z * q[8]) / (q[6] * q[6] + q[7] * q[7] + q[8] * q[8])
                if abs(u) < 1 and abs(v) < 1:
                    return (
                        red + tr * min(q[12], cap),
                        green + tg * min(q[13], cap),
                        blue + tb * min(q[14], cap),
                    )
        if body == -2:
            r, g, b = room(d, sky)
            return red + tr * r, green + tg * g, blue + tb * b
        p = (o[0] + t * d[0], o[1] + t * d[1], o[2] + t * d[2])
        n, base, metal, rough, f0, glow, brushed, axis = shade_point(
            p, d, body, piece, share, kind, mat, pos, rot, half, segs, materials, features, decals, atlas
        )
        if bounce == 0:
            aov[0], aov[1], aov[2] = base[0], base[1], base[2]
            aov[3], aov[4], aov[5] = n[0], n[1], n[2]
            aov[6] = metal
            aov[7] = t
        if glow > 0.0:
            red += tr * base[0] * glow
            green += tg * base[1] * glow
            blue += tb * base[2] * glow
        cos_in = max(0.0, -(d[0] * n[0] + d[1] * n[1] + d[2] * n[2]))
        fresnel = f0 + (1.0 - f0) * (1.0 - cos_in) ** 5 * (1.0 - 0.8 * rough)
        tangent, other = _frame(n)
        mirrored = metal > np.random.random()
        polish = max(fresnel, 0.3) if bounce == 0 and fresnel > 0.005 else fresnel
        glossy = not mirrored and polish > np.random.random()
        if glossy or not mirrored:  # reflections of a dull coat are sampled oftener than they are bright
            weight = fresnel / polish if glossy else (1.0 - fresnel) / (1.0 - polish)
            tr, tg, tb = tr * weight, tg * weight, tb * weight
        if mirrored or glossy:
            spread = rough * rough
            g1 = np.random.normal() * spread
            g2 = np.random.normal() * spread
            if brushed > 0.0:
                g3 = np.random.normal() * brushed
                m = (
                    n[0] + tangent[0] * g1 + other[0] * g2 + axis[0] * g3,
                    n[1] + tangent[1] * g1 + other[1] * g2 + axis[1] * g3,
                    n[2] + tangent[2] * g1 + other[2] * g2 + axis[2] * g3,
                )
            else:
                m = (
                    n[0] + tangent[0] * g1 + other[0] * g2,
                    n[1] + tangent[1] * g1 + other[1] * g2,
                    n[2] + tangent[2] * g1 + other[2] * g2,
                )
            s = 1.0 / math.sqrt(m[0] * m[0] + m[1] * m[1] + m[2] * m[2])
            dm = (d[0] * m[0] + d[1] * m[1] + d[2] * m[2]) * s
            d = (d[0] - 2 * dm * m[0] * s, d[1] - 2 * dm * m[1] * s, d[2] - 2 * dm * m[2] * s)
            if d[0] * n[0] + d[1] * n[1] + d[2] * n[2] < 1e-3:
                return red, green, blue
            if glossy and rough >= 0.3:
                cap = min(cap, 3.0)
            if mirrored:
                tr *= base[0]
                tg *= base[1]
                tb *= base[2]
            mirror = True
        else:
            tr *= base[0]
            tg *= base[1]
            tb *= base[2]
            start = (p[0] + n[0] * 2e-3, p[1] + n[1] * 2e-3, p[2] + n[2] * 2e-3)
            for k in range(lights.shape[0]):
                q = lights[k]
                a = 2 * np.random.random() - 1
                c = 2 * np.random.random() - 1
                x = q[0] + a * q[3] + c * q[6] - start[0]
                y = q[1] + a * q[4] + c * q[7] - start[1]
                z = q[2] + a * q[5] + c * q[8] - start[2]
                dist2 = x * x + y * y + z * z
                dist = math.sqrt(dist2)
                ld = (x / dist, y / dist, z / dist)
                cs = ld[0] * n[0] + ld[1] * n[1] + ld[2] * n[2]
                cl = -(ld[0] * q[9] + ld[1] * q[10] + ld[2] * q[11])
                if cs <= 0 or cl <= 0:
                    continue
                _, blocked, _, _ = nearest(start, ld, dist - 1e-2, kind, pos, rot, ball, part, half, segs)
                if blocked != -2:
                    continue
                w = cs * cl * q[15] / (dist2 * 3.14159265)
                red += tr * q[12] * w
                green += tg * q[13] * w
                blue += tb * q[14] * w
            u1 = np.random.random()
            u2 = 6.28318531 * np.random.random()
            r = math.sqrt(u1)
            up = math.sqrt(1 - u1)
            a, c = r * math.cos(u2), r * math.sin(u2)
            d = (
                tangent[0] * a + other[0] * c + n[0] * up,
                tangent[1] * a + other[1] * c + n[1] * up,
                tangent[2] * a + other[2] * c + n[2] * up,
            )
            mirror = False
            cap = 1.0
        o = (p[0] + n[0] * 2e-3, p[1] + n[1] * 2e-3, p[2] + n[2] * 2e-3)
        if max(tr, tg, tb) < 0.03:
            break
    return red, green, blue


@njit(fastmath=True, parallel=True)
def render(
    width,
    height,
    samples,
    seed,
    eye,
    right,
    up,
    ahead,
    tan_half,
    focus,
    aperture,
    kind,
    mat,
    pos,
    rot,
    ball,
    part,
    half,
    segs,
    materials,
    features,
    decals,
    atlas,
    lights,
    sky,
):
    """Linear radiance (height, width, 3) and, per pixel, albedo, normal, metalness and blur for the darkroom."""
    picture = np.zeros((height, width, 3))
    guide = np.zeros((height, width, 8))
    for y in prange(height):
        np.random.seed(seed * 100003 + y)
        aov = np.zeros(8)
        for x in range(width):
            guide[y, x, 7] = FAR
            for _ in range(samples):
                jx = (x + np.random.random()) / width * 2 - 1
                jy = 1 - (y + np.random.random()) / height * 2
                jx *= tan_half * width / height if width > height else tan_half
                jy *= tan_half if width > height else tan_half * height / width
                fx = eye[0] + focus * (ahead[0] + jx * right[0] + jy * up[0])
                fy = eye[1] + focus * (ahead[1] + jx * right[1] + jy * up[1])
                fz = eye[2] + focus * (ahead[2] + jx * right[2] + jy * up[2])
                lr = aperture * math.sqrt(np.random.random())
                la = 6.28318531 * np.random.random()
                a, b = lr * math.cos(la), lr * math.sin(la)
                ox = eye[0] + a * right[0] + b * up[0]
                oy = eye[1] + a * right[1] + b * up[1]
                oz = eye[2] + a * right[2] + b * up[2]
                dx, dy, dz = fx - ox, fy - oy, fz - oz
                k = 1.0 / math.sqrt(dx * dx + dy * dy + dz * dz)
                aov[:] = 0
                aov[7] = 400.0
                r, g, c = _path(
                    (ox, oy, oz),
                    (dx * k, dy * k, dz * k),
                    kind,
                    mat,
                    pos,
                    rot,
                    ball,
                    part,
                    half,
                    segs,
                    materials,
                    features,
                    decals,
                    atlas,
                    lights,
                    sky,
                    aov,
                )
                picture[y, x, 0] += min(r, 6.0) / samples
                picture[y, x, 1] += min(g, 6.0) / samples
                picture[y, x, 2] += min(c, 6.0) / samples
                for j in range(7):
                    guide[y, x, j] += aov[j] / samples
                # how far out of focus, in pixels: the sharpest of the samples, so that sharp edges stay so
                spread = aperture * abs(aov[7] - focus) / aov[7] / focus / tan_half * min(width, height) * 0.5
                guide[y, x, 7] = min(guide[y, x, 7], spread)
    return picture, guide
